"""Pain points: how many met them, how severe they are, and what goes with them."""
