"""Places in text: spans, lines, and carrying a place from repaired text back to the source."""
