"""The pages of the distribution room: each asks once and shows the answer."""
