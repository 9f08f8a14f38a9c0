"""The papers of the room: facts only, in Persian."""
