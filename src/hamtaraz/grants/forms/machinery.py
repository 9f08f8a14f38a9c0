"""What a municipality asks for, slips, prices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.forms.fields import RialField
from hamtaraz.kernel import rial
from hamtaraz.web.fields import DayField, WordsField


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
