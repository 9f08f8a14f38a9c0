"""The verbs of the room."""

from hamtaraz.grants.operations.county_split import draft_split, enter_machinery
from hamtaraz.grants.operations.deposits import present_slip
from hamtaraz.grants.operations.machinery import ask_for_machine, send_list, set_price
from hamtaraz.grants.operations.plans import accept_lines, make_plan
from hamtaraz.grants.operations.recipients import add_recipients, change_recipients, record_figures
from hamtaraz.grants.operations.shares import announce_shares, compute_shares

__all__ = [
    "accept_lines",
    "add_recipients",
    "announce_shares",
    "ask_for_machine",
    "change_recipients",
    "compute_shares",
    "draft_split",
    "enter_machinery",
    "make_plan",
    "present_slip",
    "record_figures",
    "send_list",
    "set_price",
]
