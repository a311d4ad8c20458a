"""What the answers say before any model: who agrees with each item, and how the scale scores go together."""
