"""How the answers were analysed, said before any result."""
