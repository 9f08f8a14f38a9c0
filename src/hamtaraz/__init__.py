"""Hamtaraz: public money from the law to the place where it is spent."""

__version__ = "0.1.0"
