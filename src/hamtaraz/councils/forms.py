"""The forms of the room: when and where a session meets, what is decided, who sits in a body."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamtaraz.councils import queries
from hamtaraz.councils.models import Body, BodySeat, Decision
from hamtaraz.councils.operations import Matter
from hamtaraz.distribution.models import Distribution
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.places.models import County
from hamtaraz.projects.forms import CountField
from hamtaraz.web.fields import DayField, LinesField, WordsField

VERDICTS = [(one.value, one.label) for one in (Decision.APPROVED, Decision.RETURNED, Decision.NOTED)]


class WhenForm(forms.Form):
    """When and where a session meets."""

    held_on = DayField(label=_("Day of the session"))
    hour = WordsField(label=_("Hour"), max_length=20, required=False)
    place = WordsField(label=_("Place"), max_length=160, required=False)


class ConveneForm(WhenForm):
    """A session to be called, with its first items."""

    distributions = forms.ModelMultipleChoiceField(
        Distribution.objects.none(),
        label=_("Distributions endorsed for the Council"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    others = LinesField(label=_("Other items, one a line"), required=False)

    def __init__(self, actor: Actor, body: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = queries.distributions_waiting(actor.province, actor.fiscal_year)
        fields: Any = self.fields
        if body == Body.COUNCIL and waiting:
            fields["distributions"].queryset = waiting
        else:
            del fields["distributions"]

    def matters(self) -> list[Matter]:
        """The agenda as the operation takes it, distributions first."""
        chosen = self.cleaned_data.get("distributions") or []
        others = [line for line in self.cleaned_data["others"].splitlines() if line.strip()]
        return [Matter(one.title(), distribution=one) for one in chosen] + [Matter(line) for line in others]


class DecisionForm(forms.Form):
    """What came of an item."""

    decision = forms.ChoiceField(label=_("Decision"), choices=VERDICTS, widget=forms.RadioSelect, initial="approved")
    votes_for = CountField(label=_("Votes for"), min_value=0, max_value=999, required=False)
    votes_against = CountField(label=_("Votes against"), min_value=0, max_value=999, required=False)
    resolution_text = LinesField(label=_("Text of the resolution"), required=False)
    reason = LinesField(label=_("Reason of the return"), required=False)

    def given(self) -> dict[str, Any]:
        """The decision as the operation takes it."""
        return self.cleaned_data | {"votes_against": self.cleaned_data["votes_against"] or 0}


class SeatForm(forms.Form):
    """A position that sits in a body."""

    title = WordsField(label=_("Position"), max_length=160)
    title_en = WordsField(label=_("Position in English"), max_length=160, required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), required=False, empty_label="—"
    )
    organisation_name = WordsField(label=_("Or the name of a body not kept here"), max_length=200, required=False)
    voting = forms.BooleanField(label=_("Has a vote"), required=False, initial=True)
    is_chair = forms.BooleanField(label=_("Chairs the body"), required=False)
    is_secretary = forms.BooleanField(label=_("Is its secretary"), required=False)
    since = DayField(label=_("Sits from"))
    until = DayField(label=_("First day it no longer sits"), required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["organisation"].queryset = Organisation.objects.filter(province=actor.province)

    def clean(self) -> dict[str, Any]:
        """A seat ends after it begins."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since and until and until <= since:
            self.add_error("until", _("A seat ends after it begins."))
        return given


class MembersSieve(forms.Form):
    """Which body's seats are shown."""

    body = forms.ChoiceField(label=_("Body"), choices=Body.choices)
    county = forms.ModelChoiceField(
        County.objects.none(), label=_("County"), to_field_name="code", required=False, empty_label="—"
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["county"].queryset = County.objects.filter(province=actor.province)


def kept_of(seat: BodySeat) -> dict[str, Any]:
    """What the form of a seat begins with."""
    names = ("title", "title_en", "organisation", "organisation_name", "voting", "is_chair", "is_secretary")
    return {name: getattr(seat, name) for name in (*names, "since", "until")}
