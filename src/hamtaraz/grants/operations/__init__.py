"""The verbs of the room."""

from hamtaraz.grants.operations.recipients import add_recipients, change_recipients, record_figures
from hamtaraz.grants.operations.shares import announce_shares, compute_shares

__all__ = ["add_recipients", "announce_shares", "change_recipients", "compute_shares", "record_figures"]
