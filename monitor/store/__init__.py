"""The only floor that knows DuckDB."""
