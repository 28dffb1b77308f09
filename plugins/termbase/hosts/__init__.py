"""Hosts: the only modules that depend on a site generator."""
