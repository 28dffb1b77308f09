"""Which entries are one concept, the names of a concept, and suggestions for merging."""
