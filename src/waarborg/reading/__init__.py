"""Text to core, or every problem at once."""
