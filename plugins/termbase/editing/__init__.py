"""Changes to an author's files: tidying, renaming, new terms."""
