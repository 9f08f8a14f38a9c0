"""How far two amounts of one thing may be apart before one of them must have been typed in another unit."""

from __future__ import annotations

FAR_OFF = 100
"""Thousand and million rial are a thousandfold apart; prices and payments of one thing are never a hundredfold."""
OTHER_UNITS = (1_000, 1_000_000)
"""What an amount has to be multiplied by where it was typed in thousand for million rial, or in million for rial."""
