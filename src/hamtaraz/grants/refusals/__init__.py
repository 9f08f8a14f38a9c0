"""What the room refuses."""
