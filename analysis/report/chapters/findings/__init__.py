"""What was found about the analysis itself, in full for the limits and in brief for the summary."""
