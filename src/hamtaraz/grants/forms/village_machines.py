"""What is asked for a village, the substitute that is proposed, whether a machine can be bought."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamtaraz.web.fields import WordsField

Machines = Iterable[tuple[str, str]]


class VillageMachineForm(forms.Form):
    """A village by its code, and the vehicle it asks for; a dehyar asks for the own village."""

    village = WordsField(
        label=_("Code of the village"), max_length=16, help_text=_("As it stands in the list of villages.")
    )
    machine = forms.ChoiceField(label=_("Requested vehicle type"))

    def __init__(self, *args: Any, machines: Machines, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["machine"].choices = [("", "—"), *machines]  # type: ignore[attr-defined]
        if own:
            del self.fields["village"]


class SubstituteForm(forms.Form):
    """The vehicle that stands in for one that cannot be bought."""

    machine = forms.ChoiceField(label=_("Substitute vehicle"))

    def __init__(self, *args: Any, machines: Machines, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["machine"].choices = [("", "—"), *machines]  # type: ignore[attr-defined]


class PurchasableForm(forms.Form):
    """Whether a machine can be bought this year, and why not."""

    machine = forms.ChoiceField(label=_("Machine"))
    purchasable = forms.ChoiceField(
        label=_("This year"), choices=[("", _("Cannot be bought")), ("1", _("Can be bought"))], required=False
    )
    reason = WordsField(label=_("Why it cannot be bought"), max_length=300, required=False)

    def __init__(self, *args: Any, machines: Machines, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["machine"].choices = list(machines)  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """The arguments of the operation."""
        told = self.cleaned_data
        return {"machine": told["machine"], "purchasable": told["purchasable"] == "1", "reason": told["reason"]}
