"""How the supplement begins."""
