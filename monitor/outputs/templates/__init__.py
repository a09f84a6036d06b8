"""The workbooks to fill in."""
