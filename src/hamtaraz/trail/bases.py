"""What a legal basis says in words: the clauses of the service document that acts and entries rest on (domain.md S0)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

CLAUSES: dict[str, Any] = {
    "S0-?7": _("Return with comments"),
    "S0-10": _("Notification of the budget law and rules"),
    "S0-11": _("Credit notice of the national organisation"),
    "S0-12": _("Distribution by the model's indicators"),
    "S0-13": _("Approval by the Planning and Development Council"),
    "S0-14": _("Notification to counties by chapter and programme"),
    "S0-15": _("Approval of projects by the county committee"),
    "S0-16": _("Sending of the county committee's minutes"),
    "S0-17": _("Notification of approved credit to agencies"),
    "S0-20": _("Approval by the Budget Deputy"),
    "S0-21": _("Signature and notification of the agreement"),
    "S0-22": _("Allotment Committee after the centre's notice"),
    "S0-23": _("Notification of allotment to agencies"),
    "S0-26": _("Responsibility for execution"),
    "S0-31": _("Distribution, coordinated by the Budget Deputy"),
    "S0-34": _("Data entry and draft agreement by the agency"),
    "S0-35": _("Review by the sector budget expert"),
    "S0-36": _("Approval by Budget Consolidation"),
    "S0-37": _("Approval by the Budget Deputy"),
    "S0-38": _("Allotment Committee after the centre's notice"),
    "S0-39": _("Notification of allotment to agencies"),
    "S0-44": _("Documents the system holds"),
    "S0-45": _("Separation of duties"),
    "S4-012": _("Figures municipalities and villages are measured by"),
    "S4-013": _("Share of municipalities by the indicators of the directive"),
    "S4-014": _("Announcement of the shares by the Deputy for Resource Development"),
    "S4-024": _("Determined price of machines"),
    "S4-029": _("Request in at most two priorities"),
    "S4-030": _("The request is final"),
    "S4-031": _("Table 1, within two weeks"),
    "S4-032": _("Review by the Deputy for Municipal Affairs"),
    "S4-033": _("Purchase and delivery of machinery"),
    "S4-034": _("Announcement of contribution and account"),
    "S4-035": _("Deposit slip, then delivery order"),
    "S4-038": _("No sale for five years"),
    "S4-041": _("Bitumen aid by the share of the municipality"),
    "S4-044": _("Bitumen of three times the deposit"),
    "S4-045": _("Deposit of half after the council's resolution"),
    "S4-046": _("Introduction letters, cold and border areas first"),
    "S4-047": _("Day rate of the Mercantile Exchange"),
    "S4-048": _("Joint purchase and haulage by the governorate"),
    "S4-049": _("Asphalt of urban streets alone"),
    "S4-050": _("Control of compaction of the sub-base"),
    "S4-051": _("Photos before, during and after, and financial documents"),
    "S4-052": _("Supervision and periodic reports"),
    "S4-060": _("Types of municipal projects"),
    "S4-066": _("Approval by the Islamic City Council"),
    "S4-068": _("Codes of practice of municipal projects"),
    "S4-069": _("Table 2 of the municipalities, within a month"),
    "S4-071": _("Review of municipal projects within ten days"),
    "S4-072": _("First stage: half of the aid"),
    "S4-073": _("Second stage after completion and both approvals"),
    "S4-074": _("Full payment as far as the budgeted credit is allotted"),
    "S4-083": _("Share of counties by the indicators of the directive"),
    "S4-110": _("Types of dehyari projects"),
    "S4-114": _("Foreseen in the dehyari's budget or its amendment"),
    "S4-116": _("Table 2 of the villages, within a month"),
    "S4-117": _("Review of dehyari projects within two weeks"),
    "S4-118": _("First stage, into the governorate's account"),
    "S4-119": _("Second stage after the report of progress"),
    "S4-120": _("Full payment as far as the budgeted credit is allotted"),
    "S4-121": _("Codes of practice of dehyari projects"),
}


def in_words(basis: str) -> str:
    """The clause in words with its number beside it; a basis that is no clause of ours stays as it was written."""
    said = CLAUSES.get(basis)
    return f"{said} ({basis})" if said else basis
