"""Whether groups answer by the same yardstick."""
