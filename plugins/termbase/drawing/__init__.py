"""Drawings of relations: the graph, the map's layout, a term's neighborhood, and the size of labels."""
