"""What is typed about bitumen: the credit, the council's resolution, an order, photos, controls, rates, reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.forms.fields import PercentField, RialField
from hamtaraz.grants.models import Moment
from hamtaraz.kernel import rial
from hamtaraz.web.fields import DayField, LinesField, WordsField


class CreditForm(forms.Form):
    """The credit that is shared out for bitumen."""

    def __init__(self, *args: Any, unit: rial.Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credit_rial"] = RialField(unit=unit, label=_("Credit for bitumen"))


class ResolutionForm(forms.Form):
    """The resolution of the Islamic City Council (S4-045)."""

    number = WordsField(label=_("Number of the resolution"), max_length=40)
    resolution_on = DayField(label=_("Day of the resolution"))
    scan = forms.FileField(label=_("Photo or PDF of the resolution"))


class OrderForm(forms.Form):
    """What the bitumen is for, and where (S4-049)."""

    uses = forms.MultipleChoiceField(label=_("Uses"), widget=forms.CheckboxSelectMultiple)
    streets = WordsField(label=_("Which urban streets"), max_length=400)

    def __init__(self, *args: Any, uses: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uses"].choices = list(uses.items())  # type: ignore[attr-defined]


class WorkForm(forms.Form):
    """A photo or financial document of the work (S4-051)."""

    moment = forms.ChoiceField(label=_("Of which moment"), choices=Moment.choices)
    taken_on = DayField(label=_("Day"))
    place = WordsField(label=_("Where it was"), max_length=200)
    scan = forms.FileField(label=_("Photo or document"))


class ControlForm(forms.Form):
    """A control of the compaction of the sub-base (S4-050)."""

    checked_on = DayField(label=_("Day of the control"))
    place = WordsField(label=_("Where it was"), max_length=200)
    compaction_ppm = PercentField(label=_("Compaction measured, percent"), required=False)
    passed = forms.ChoiceField(label=_("Result"), choices=[("yes", _("Passed")), ("no", _("Not passed"))],
                               widget=forms.RadioSelect)  # fmt: skip
    remark = LinesField(label=_("Remark of the control"), required=False)
    scan = forms.FileField(label=_("Sheet of the control"))

    def given(self) -> dict[str, Any]:
        """The arguments of the operation beside the file."""
        told = dict(self.cleaned_data)
        return told | {"passed": told["passed"] == "yes"}


class RateForm(forms.Form):
    """The exchange's rate of a day (S4-047)."""

    rate_on = DayField(label=_("Day of the rate"))
    sure = forms.BooleanField(label=_("The rate is right though it is far from the one before"), required=False)

    def __init__(self, *args: Any, unit: rial.Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tonne_price_rial"] = RialField(unit=unit, label=_("Rate of a tonne"))
        self.order_fields(["rate_on", "tonne_price_rial", "sure"])


class JointForm(forms.Form):
    """Orders that are bought and hauled together (S4-048)."""

    aids = forms.MultipleChoiceField(label=_("Orders"), widget=forms.CheckboxSelectMultiple)
    haulier = WordsField(label=_("Haulier"), max_length=200)

    def __init__(self, *args: Any, orders: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aids"].choices = [(str(pk), label) for pk, label in orders]  # type: ignore[attr-defined]


class ReportForm(forms.Form):
    """A periodic performance report (S4-052)."""

    since = DayField(label=_("From"))
    until = DayField(label=_("Until"))
    words = LinesField(label=_("What is reported"))
