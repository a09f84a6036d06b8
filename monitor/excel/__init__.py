"""The only floor that knows workbooks."""
