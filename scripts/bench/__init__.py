"""Benchmarks: what a build costs, by stage, and against other engines. Nothing is asserted."""
