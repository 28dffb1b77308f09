"""Text functions independent of glossaries: folding, words, slugs, escaping, alphabetical order."""
