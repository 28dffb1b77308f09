"""Pull requests: what changed between two glossaries, and the report for reviewers."""
