"""The pictures that other programs show with a shared link to a term."""
