"""Everything in full: items, tests, settings, how to rerun."""
