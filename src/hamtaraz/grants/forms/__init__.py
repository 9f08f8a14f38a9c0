"""The forms of the room: read at the door, amounts in whole rials."""
