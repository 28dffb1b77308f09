"""Plays the recipes for wikis."""
