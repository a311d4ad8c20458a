"""One command; again; and proof of it: runs the notebooks, caches them, publishes what they leave behind."""
