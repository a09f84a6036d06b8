"""Execution monitor: is the money spent and do the results come in as planned."""
