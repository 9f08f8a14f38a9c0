"""How the house is put together and started."""
