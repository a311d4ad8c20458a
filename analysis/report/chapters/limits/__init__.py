"""What this study cannot show, and what could not be computed."""
