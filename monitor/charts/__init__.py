"""Records in, Plotly figures or inline SVG out; no screen framework and no database here."""
