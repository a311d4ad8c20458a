"""What goes with the outcome: slopes, importance, checks."""
