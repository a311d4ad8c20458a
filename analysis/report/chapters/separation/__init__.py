"""What else the items could measure where dimensions do not separate."""
