"""One verb each: what the dashboard and the terminal can do."""
