"""Proposes the best set of machines and projects; plain figures in and out, no database. People decide."""
