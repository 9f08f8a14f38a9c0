"""The pages of the notices room."""
