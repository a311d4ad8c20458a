"""Convergent and discriminant validity of the measurement model."""
