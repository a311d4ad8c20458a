"""What the author says of how the study was done."""
