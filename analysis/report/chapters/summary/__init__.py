"""The summary: what was asked, who answered, findings, cautions."""
