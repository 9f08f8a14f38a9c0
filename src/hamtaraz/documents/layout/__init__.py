"""Turns the facts of a paper into the official Persian (or English) PDF of it; knows no database and no web."""
