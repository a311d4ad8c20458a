"""Whether the groups of respondents differ on the scales, by how much, and where they must not be compared."""
