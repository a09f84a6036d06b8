"""What pages share of Streamlit: frame, link, data, tables, captions, files, charts."""
