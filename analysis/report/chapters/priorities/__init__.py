"""Where to act first, as far as the data decide it."""
