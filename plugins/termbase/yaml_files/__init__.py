"""Term files as text: read strictly with places, cut into spans, written in the house form."""
