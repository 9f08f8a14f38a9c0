"""Tags and filters that draw the house's components."""
