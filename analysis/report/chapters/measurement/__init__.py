"""Confirmatory factor analysis: the design put to the test. Its parts follow in chapters of their own."""
