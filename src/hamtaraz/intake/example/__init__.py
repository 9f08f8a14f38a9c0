"""Plays an example province through the operations people use, so that loading it is itself a test."""
