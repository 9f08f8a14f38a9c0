"""What the steps of the room refuse."""
