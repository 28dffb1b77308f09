"""The pictures that programs show beneath a shared link to a term."""
