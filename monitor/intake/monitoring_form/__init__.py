"""The filled official monitoring form, read."""
