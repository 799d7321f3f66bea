"""What the model hits and misses of the published figures to December 2025."""
