"""Ordered categories: codes, contingency tables, thresholds, and the likelihood of each pair of items."""
