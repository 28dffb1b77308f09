"""Names in text: the forms a name may take, the index of them, and the links made from it."""
