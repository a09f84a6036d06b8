"""Months handed in, certified, given back, and their exceptions."""
