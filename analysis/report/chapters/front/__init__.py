"""The title block."""
