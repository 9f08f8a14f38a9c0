"""What the steps of the room do beside changing a state: money, numbers, letters, papers, the next person's errand."""
