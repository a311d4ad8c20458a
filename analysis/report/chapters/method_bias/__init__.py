"""Common-method bias."""
