"""Machinery of each county, typed in the person's unit; projects are what is left of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.forms.fields import RialField
from hamtaraz.grants.models.county_split import CountyMachinery
from hamtaraz.kernel import rial
from hamtaraz.kernel.rial import Rial
from hamtaraz.web.fields import LinesField


class SplitForm(forms.Form):
    """A box of machinery for each county of a split."""

    def __init__(self, *args: Any, counties: Iterable[CountyMachinery], unit: rial.Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.counties = list(counties)
        for one in self.counties:
            box = RialField(unit=unit, label=_("Machinery of %(county)s") % {"county": one.name},
                            initial=one.machinery_rial)  # fmt: skip
            box.widget.attrs |= {"class": "input"}
            self.fields[one.county] = box

    def amounts_rial(self) -> dict[str, Rial]:
        """What was typed, by the county's code, in whole rials."""
        return {one.county: self.cleaned_data[one.county] for one in self.counties}

    def rows(self) -> list[dict[str, Any]]:
        """Each county with its box."""
        return [{"county": one, "box": self[one.county]} for one in self.counties]


class ChangeForm(forms.Form):
    """Why a split in force changes."""

    reason = LinesField(label=_("Reason of the change"), max_length=2000)
