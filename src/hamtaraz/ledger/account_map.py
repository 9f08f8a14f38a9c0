"""The map of accounts as the database holds it: which dimensions each stage keeps (R required, O optional, - absent)."""

from hamtaraz.ledger.accounts import ALLOTMENT, CREDIT, DIMENSIONS, Account

SHAPES: dict[tuple[str, str], str] = {
    (CREDIT, "centre"): "R-----",
    (CREDIT, "received"): "R-----",
    (CREDIT, "county_share"): "RRRR--",
    (CREDIT, "province_line"): "R-RRRR",
    (CREDIT, "county_noticed"): "RRRR--",
    (CREDIT, "committee_approved"): "RRRRRR",
    (CREDIT, "agency_noticed"): "RORRRR",
    (CREDIT, "in_agreement"): "RORRRR",
    (CREDIT, "agreed"): "RORRRR",
    (CREDIT, "grant_credit"): "R-R---",
    (CREDIT, "grant_share"): "RRR-O-",
    (CREDIT, "grant_envelope"): "RRRR--",
    (CREDIT, "grant_promised"): "RRRRRR",
    (CREDIT, "grant_paid"): "RRRRRR",
    (ALLOTMENT, "centre"): "R-----",
    (ALLOTMENT, "received"): "R-----",
    (ALLOTMENT, "ceiling"): "R-R---",
    (ALLOTMENT, "allotted"): "RORRRR",
}


def account_at(book: str, stage: str, **dimensions: str) -> Account:
    """The account of `stage` for these dimensions; those the stage does not keep are left out."""
    shape = SHAPES[book, stage]
    kept = {name: dimensions.get(name, "") for name, mark in zip(DIMENSIONS, shape, strict=True) if mark != "-"}
    return Account(book, stage, **kept)
