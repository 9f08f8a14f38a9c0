"""Stories across rooms, in the words of the house."""
