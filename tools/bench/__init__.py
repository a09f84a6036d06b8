"""Measure the product against what it stands on, as ratios: python -m tools.bench (make bench)."""
