"""The import page: choose, preview, confirm, and the imports so far."""
