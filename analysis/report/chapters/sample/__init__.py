"""Who answered, who was excluded, and what the answers look like."""
