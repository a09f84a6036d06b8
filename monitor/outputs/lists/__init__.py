"""Lists as workbook and csv: flagged projects, missing reports, the curve's sheet."""
