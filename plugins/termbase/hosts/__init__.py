"""Hosts: the only rooms that know a site generator."""
