"""Term files as text: parsing them strictly with positions, locating spans, and writing them."""
