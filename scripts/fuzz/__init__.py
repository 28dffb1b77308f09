"""Feeds damaged and hostile input to everything that reads what strangers wrote."""
