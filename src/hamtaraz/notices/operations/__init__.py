"""What may be done with notices beside the steps of their tables."""

from hamtaraz.notices.operations.central import change_central_notice, record_central_notice
from hamtaraz.notices.operations.correct import correct_notice
from hamtaraz.notices.operations.draft import draft_agency_notices, draft_county_notices
from hamtaraz.notices.operations.issue import Issued, issue_all
from hamtaraz.notices.operations.rules import change_rule, record_rule

__all__ = [
    "Issued",
    "change_central_notice",
    "change_rule",
    "correct_notice",
    "draft_agency_notices",
    "draft_county_notices",
    "issue_all",
    "record_central_notice",
    "record_rule",
]
