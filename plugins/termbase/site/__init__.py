"""Everything that pages and exports are made from, and the pages."""
