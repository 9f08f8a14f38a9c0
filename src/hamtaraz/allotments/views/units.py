"""In which unit a person types amounts: the unit a form was shown in, which it carries back."""

from __future__ import annotations

from hamtaraz.kernel.rial import Unit
from hamtaraz.web.doors import ActingRequest


def unit_of(request: ActingRequest) -> Unit:
    """The unit the form says it was filled in, otherwise the one this person reads amounts in."""
    named = str(request.POST.get("unit") or request.session.get("unit") or getattr(request.user, "unit", ""))
    return Unit[named.upper()] if named.upper() in Unit.__members__ else Unit.RIAL
