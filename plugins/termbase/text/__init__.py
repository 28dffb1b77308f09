"""What knows no glossary: folding, words, slugs, escaping, the order of an A–Z."""
