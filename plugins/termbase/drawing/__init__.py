"""Drawings of relations: the graph, the map's layout, a term's neighborhood, and the room that labels take."""
