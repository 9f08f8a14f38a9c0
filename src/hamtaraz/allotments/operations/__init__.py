"""What else may be done with allotments: record the centre's notice, hold a session, write ceilings and lines, correct."""

from hamtaraz.allotments.operations.central import record_central_allotment, revise_central_allotment
from hamtaraz.allotments.operations.lines import parts_by_source, propose_lines, set_lines
from hamtaraz.allotments.operations.notice import draft_correction, revise_notice
from hamtaraz.allotments.operations.rows import CeilingRow, CentralRow, LineRow, Member
from hamtaraz.allotments.operations.session import open_session, revise_session, set_ceilings

__all__ = [
    "CeilingRow",
    "CentralRow",
    "LineRow",
    "Member",
    "draft_correction",
    "open_session",
    "parts_by_source",
    "propose_lines",
    "record_central_allotment",
    "revise_central_allotment",
    "revise_notice",
    "revise_session",
    "set_ceilings",
    "set_lines",
]
