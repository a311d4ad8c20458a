"""How consistently the items of each scale measure."""
