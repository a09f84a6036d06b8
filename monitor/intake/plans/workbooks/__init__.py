"""A plan in the sheets of a workbook: own template, lists, a row per project, forms."""
