"""Stories without a browser."""
