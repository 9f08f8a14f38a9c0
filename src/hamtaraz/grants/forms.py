"""The forms of the room: read at the door, amounts in whole rials."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamtaraz.budget.models import CreditSource
from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.grants.models import Part
from hamtaraz.kernel import rial
from hamtaraz.kernel.refusals import Refused
from hamtaraz.web.fields import DayField, WordsField
from hamtaraz.web.refusing import language, say


class RialField(forms.Field):
    """An amount typed in a unit of money; cleaned to whole rials."""

    widget = forms.TextInput

    def __init__(self, *, unit: rial.Unit, **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the script group the digits."""
        return {"data-money": "", "inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> int | None:
        """Read the amount; say what is wrong with it otherwise."""
        if value in (None, ""):
            return None
        if isinstance(value, int):
            return value
        try:
            return rial.parse(value, self.unit)
        except Refused as refused:
            said = say(refused)
            raise forms.ValidationError(f"{said.sentence} {said.remedy}") from refused

    def prepare_value(self, value: Any) -> Any:
        """Show an amount in its unit."""
        return rial.show(value, self.unit, language()) if isinstance(value, int) else value


class SharesForm(forms.Form):
    """What a run of an index is made of; the index is chosen, never taken for granted (S4-?4)."""

    index = forms.ChoiceField(label=_("Index"), widget=forms.RadioSelect)
    source = forms.ChoiceField(label=_("Credit source"))
    letter_number = WordsField(label=_("Number of the letter of the credit"), max_length=40)
    letter_on = DayField(label=_("Day of the letter of the credit"))

    def __init__(
        self,
        *args: Any,
        part: str,
        indices: Iterable[DirectiveVersion],
        sources: Iterable[CreditSource],
        unit: rial.Unit,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["index"].choices = [(str(one.pk), one.title()) for one in indices]  # type: ignore[attr-defined]
        self.fields["source"].choices = [(one.code, str(one)) for one in sources]  # type: ignore[attr-defined]
        self.fields["pool_rial"] = RialField(unit=unit, label=_("Credit of the part"))
        if part == Part.DEHYARI:
            self.fields["machinery_rial"] = RialField(unit=unit, label=_("Of it for machinery"))


class MachineForm(forms.Form):
    """What a municipality asks for: two priorities of machines, two of equipment, last year's mark."""

    first = forms.ChoiceField(label=_("First priority"))
    second = forms.ChoiceField(label=_("Second priority"), required=False)
    first_equipment = forms.ChoiceField(label=_("First equipment"), required=False)
    first_equipment_count = forms.IntegerField(label=_("Its count"), required=False, min_value=0, max_value=999)
    second_equipment = forms.ChoiceField(label=_("Second equipment"), required=False)
    second_equipment_count = forms.IntegerField(label=_("Its count"), required=False, min_value=0, max_value=999)
    chosen_last_year = forms.BooleanField(
        label=_("The first machine was set for us in the year before"), required=False
    )

    def __init__(self, *args: Any, machines: Iterable[tuple[str, str, bool]], unit: rial.Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = list(machines)
        for name in ("first", "second", "first_equipment", "second_equipment"):
            wanted = [(key, label) for key, label, equipment in listed if equipment == name.endswith("equipment")]
            self.fields[name].choices = [("", "—"), *wanted]  # type: ignore[attr-defined]
        self.fields["last_year_contribution_rial"] = RialField(
            unit=unit, required=False, label=_("Contribution set in the year before")
        )

    def given(self) -> dict[str, Any]:
        """The arguments of the operation."""
        told = self.cleaned_data
        equipment = tuple(
            (told[f"{one}_equipment"], told[f"{one}_equipment_count"] or (1 if told[f"{one}_equipment"] else 0))
            for one in ("first", "second")
        )
        return {
            "first": told["first"], "second": told["second"], "equipment": equipment,
            "chosen_last_year": told["chosen_last_year"],
            "last_year_contribution_rial": told["last_year_contribution_rial"] or 0,
        }  # fmt: skip


class SlipForm(forms.Form):
    """A deposit slip with its scan."""

    number = WordsField(label=_("Number of the slip"), max_length=40)
    paid_on = DayField(label=_("Day of the slip"))
    scan = forms.FileField(label=_("Photo or PDF of the slip"))

    def __init__(self, *args: Any, unit: rial.Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount_rial"] = RialField(unit=unit, label=_("Amount of the slip"))


class PriceForm(forms.Form):
    """The price of one machine."""

    machine = forms.ChoiceField(label=_("Machine"))

    def __init__(self, *args: Any, machines: Iterable[tuple[str, str]], unit: rial.Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["machine"].choices = list(machines)  # type: ignore[attr-defined]
        self.fields["approximate_rial"] = RialField(unit=unit, required=False, label=_("Approximate price"))
        self.fields["determined_rial"] = RialField(unit=unit, required=False, label=_("Determined price"))
