"""Which entries are one concept, what a concept's names are, and which are suggested to be one."""
