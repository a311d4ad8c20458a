"""The dimensions and how they were measured."""
