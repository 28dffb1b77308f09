"""From files to entries: finding, validating, and decoding them, and reading their Git history."""
