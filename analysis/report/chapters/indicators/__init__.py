"""Measured quantities of the service: how large they are, in which groups, and whether customers notice them."""
