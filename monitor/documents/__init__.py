"""Documents of the office: published plans in, notices and reports out."""
