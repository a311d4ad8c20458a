"""What the author makes of the results."""
