"""The logistic model of an outcome of two values."""
