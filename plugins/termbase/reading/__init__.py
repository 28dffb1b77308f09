"""From files to entries: found, validated, decoded, with what Git knows of them."""
