"""Rows of cells to figures: header, fields, units, months, totals and findings."""
