"""How a sheet of spending is understood: which column, which rows, and what proves it."""
