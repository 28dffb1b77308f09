"""Pull requests: what changed between two glossaries, and how a reviewer is told."""
