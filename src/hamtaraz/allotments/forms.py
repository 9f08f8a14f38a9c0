"""The forms of the room: amounts in the person's unit, days in the Persian calendar, rows that may stay empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamtaraz.allotments.models import CentralAllotment, Means
from hamtaraz.allotments.operations import CentralRow, Member
from hamtaraz.kernel import rial
from hamtaraz.kernel.refusals import Refused
from hamtaraz.kernel.rial import Rial
from hamtaraz.web.fields import DayField, WordsField
from hamtaraz.web.refusing import language, say
from hamtaraz.web.templatetags.hamtaraz import digits

SEATS = (
    (_("Governor's deputy for economic coordination"), _("Governorate")),
    (_("Head of the Management and Planning Organization"), _("Management and Planning Organization")),
    (_("Director General of Economic Affairs and Finance"), _("General Directorate of Economic Affairs and Finance")),
)
"""The members of the provincial Allotment Committee (domain.md 2.1)."""


class RialField(forms.Field):
    """An amount typed in `unit`; cleaned to whole rials, or None where it may be empty."""

    def __init__(self, **kwargs: Any) -> None:
        self.unit = rial.Unit.RIAL
        super().__init__(
            widget=forms.TextInput(attrs={"data-money": "", "autocomplete": "off", "class": "input"}), **kwargs
        )

    def to_python(self, value: Any) -> Rial | None:
        """Read the amount; say what is wrong with it otherwise."""
        if value is None or not str(value).strip():
            return None
        try:
            return rial.parse(str(value), self.unit)
        except Refused as refused:
            said = say(refused)
            raise forms.ValidationError(f"{said.sentence} {said.remedy}") from refused

    def prepare_value(self, value: Any) -> Any:
        """Show whole rials in the person's unit; what was typed stays as it was typed."""
        return rial.show(value, self.unit, language()) if isinstance(value, int) else value


class InUnit(forms.Form):
    """A form whose amounts are typed in `unit`, and which carries the version the person saw."""

    def __init__(self, *args: Any, unit: rial.Unit = rial.Unit.RIAL, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            found = self.fields[name]
            if isinstance(found, RialField):
                found.unit = unit


class CentralForm(InUnit):
    """The head of the centre's notice."""

    number = WordsField(label=_("Number"), max_length=40)
    dated_on = DayField(label=_("Dated"))
    subject = WordsField(label=_("Subject"), max_length=300)


class CentralRowForm(InUnit):
    """A line of the centre's notice."""

    source = forms.ChoiceField(label=_("Credit source"))
    means = forms.ChoiceField(label=_("Paid with"), choices=Means.choices, initial=Means.CASH)
    amount_rial = RialField(label=_("Amount"))
    symbol = WordsField(label=_("Bill symbol"), max_length=40, required=False)
    due_on = DayField(label=_("Due on"), required=False)
    percent = WordsField(label=_("Percent, as the notice says it"), max_length=40, required=False)

    def __init__(self, *args: Any, sources: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", "—"), *sources]  # type: ignore[attr-defined]

    def row(self) -> CentralRow:
        """The line as the operation takes it."""
        return CentralRow(**self.cleaned_data)


CentralRows = forms.formset_factory(CentralRowForm, extra=6, max_num=30)


class CentralField(forms.ModelChoiceField):
    """A choice among notices of the centre, their numbers in the reader's digits."""

    def label_from_instance(self, obj: CentralAllotment) -> str:
        """The notice's title as the reader writes it."""
        return digits(obj.title())


class SessionForm(InUnit):
    """Where and when the Committee met, and on which notice."""

    central = CentralField(
        CentralAllotment.objects.none(),
        label=_("Central allotment notice"),
        required=False,
        empty_label=_("The latest confirmed notice"),
    )
    held_on = DayField(label=_("Held on"))
    place = WordsField(label=_("Place"), max_length=200)

    def __init__(self, *args: Any, centrals: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if centrals is not None:
            self.fields["central"].queryset = centrals  # type: ignore[attr-defined]


class MemberForm(InUnit):
    """A member of the Committee at a session."""

    title = WordsField(label=_("Position"), max_length=160)
    organisation = WordsField(label=_("Organisation"), max_length=200)
    voting = forms.BooleanField(label=_("Has a vote"), required=False)
    present = forms.BooleanField(label=_("Present"), required=False)

    def row(self) -> Member:
        """The member as the operation takes it."""
        return Member(**self.cleaned_data)


Members = forms.formset_factory(MemberForm, extra=1, max_num=20)


@dataclass
class Cell:
    """A box of a table of amounts: what it is called, what is saved now, and the amount it is a part of."""

    name: str
    label: str
    saved_rial: Rial | None
    whole_rial: Rial | None = None


class AmountsForm(InUnit):
    """A table of optional amounts, one box a cell; the names say what each is."""

    def __init__(self, *args: Any, cells: Iterable[Cell], unit: rial.Unit, prefilled: Mapping[str, Rial] | None = None,
                 **kwargs: Any) -> None:  # fmt: skip
        listed = list(cells)
        initial = {cell.name: cell.saved_rial for cell in listed} | dict(prefilled or {})
        super().__init__(*args, initial=initial, unit=unit, **kwargs)
        for cell in listed:
            box = RialField(label=cell.label, required=False)
            box.unit = unit
            self.fields[cell.name] = box

    def amounts(self) -> dict[str, Rial]:
        """What was typed, in whole rials; empty boxes are 0."""
        return {name: self.cleaned_data[name] or 0 for name in self.fields}


def rows_typed(formset: Any) -> list[Any]:
    """The rows a person filled in, as the operations take them."""
    return [form.row() for form in formset if form.has_changed()]
