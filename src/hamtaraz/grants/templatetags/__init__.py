"""What the templates of the room ask for."""
