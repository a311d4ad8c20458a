"""What the author says before the study: an introduction, and the questions that it asks."""
