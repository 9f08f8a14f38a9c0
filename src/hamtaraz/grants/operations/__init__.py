"""The verbs of the room."""

from hamtaraz.grants.operations.county_split import draft_split, enter_machinery
from hamtaraz.grants.operations.deposits import present_slip
from hamtaraz.grants.operations.machinery import ask_for_machine, send_list, set_price
from hamtaraz.grants.operations.payments import record_realised
from hamtaraz.grants.operations.plans import accept_lines, make_plan
from hamtaraz.grants.operations.projects import (
    Figures,
    attach_document,
    change_project,
    propose_aid,
    propose_dehyari,
    propose_municipal,
    send_table_two,
)
from hamtaraz.grants.operations.recipients import add_recipients, change_recipients, record_figures
from hamtaraz.grants.operations.shares import announce_shares, compute_shares
from hamtaraz.grants.operations.sites import add_code, add_photo, record_visit
from hamtaraz.grants.operations.village_machines import (
    announce_purchasable,
    ask_for_village_machine,
    mark_purchasable,
    propose_substitute,
    send_village_list,
)

__all__ = [
    "Figures",
    "accept_lines",
    "add_code",
    "add_photo",
    "add_recipients",
    "announce_purchasable",
    "announce_shares",
    "ask_for_machine",
    "ask_for_village_machine",
    "attach_document",
    "change_project",
    "change_recipients",
    "compute_shares",
    "draft_split",
    "enter_machinery",
    "make_plan",
    "mark_purchasable",
    "present_slip",
    "propose_aid",
    "propose_dehyari",
    "propose_municipal",
    "propose_substitute",
    "record_figures",
    "record_realised",
    "record_visit",
    "send_list",
    "send_table_two",
    "send_village_list",
    "set_price",
]
