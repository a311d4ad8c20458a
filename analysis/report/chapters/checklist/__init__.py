"""What guidelines ask of such a report, and where this one answers it."""
