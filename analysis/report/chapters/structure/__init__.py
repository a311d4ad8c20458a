"""Exploratory factor analysis: how many factors, and which items belong together."""
