"""Rials, Jalali days, Persian text, identifiers and refusals: plain Python below every room."""
