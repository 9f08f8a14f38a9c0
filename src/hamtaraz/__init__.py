"""Hamtaraz: public money from the law to the place where it is spent."""
