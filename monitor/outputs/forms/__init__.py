"""The two official forms as workbooks."""
