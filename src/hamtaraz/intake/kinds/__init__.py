"""The workbooks of the house, in the order a province loads them."""

from hamtaraz.intake.kinds.agencies import AGENCIES
from hamtaraz.intake.kinds.classification import CLASSIFICATION
from hamtaraz.intake.kinds.divisions import DIVISIONS
from hamtaraz.intake.kinds.notices import NOTICES
from hamtaraz.intake.kinds.projects import PROJECTS
from hamtaraz.intake.kinds.recipients import MUNICIPALITIES
from hamtaraz.intake.sheet import Kind
from hamtaraz.people.actors import Actor

KINDS: dict[str, Kind] = {
    kind.key: kind for kind in (DIVISIONS, AGENCIES, CLASSIFICATION, PROJECTS, NOTICES, MUNICIPALITIES)
}


def kinds_for(actor: Actor) -> list[Kind]:
    """The workbooks this mandate may load."""
    return [kind for kind in KINDS.values() if actor.role in kind.roles]
