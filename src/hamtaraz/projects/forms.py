"""The forms of the room: amounts in the person's unit, and what is kept of a project."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamtaraz.budget.models import EconomicChapter, ExecutionMethod, Programme
from hamtaraz.kernel import rial
from hamtaraz.kernel.refusals import Refused
from hamtaraz.kernel.rial import Rial
from hamtaraz.kernel.text import digits
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.places.models import County
from hamtaraz.projects.queries import agencies_for
from hamtaraz.web.fields import WordsField
from hamtaraz.web.refusing import language, say


class RialField(forms.Field):
    """An amount typed in the person's `unit`; cleaned to whole rials, or None where it may be empty."""

    def __init__(self, *, unit: rial.Unit = rial.Unit.RIAL, **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(widget=forms.TextInput(attrs={"data-money": "", "autocomplete": "off"}), **kwargs)

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


class CountField(forms.IntegerField):
    """A whole number typed with the digits of either script."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}), **kwargs)

    def to_python(self, value: Any) -> int | None:
        """Read Persian digits too."""
        return super().to_python(digits(value) if isinstance(value, str) else value)


class ProjectForm(forms.Form):
    """What is kept of a project, and how it stands in the year."""

    title = WordsField(label=_("Title"), max_length=300)
    agency = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Executive agency"), to_field_name="code", empty_label="—"
    )
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Programme"), to_field_name="code", empty_label="—"
    )
    county = forms.ModelChoiceField(
        County.objects.none(), label=_("County"), to_field_name="code", required=False, empty_label=_("Province-wide")
    )
    start_year = CountField(label=_("Year of beginning"), min_value=1350, max_value=1450)
    end_year = CountField(label=_("Year of ending"), min_value=1350, max_value=1450)
    total_cost_rial = RialField(label=_("Total cost"))
    spent_before_rial = RialField(label=_("Spent until the beginning of the year"))
    progress_percent = CountField(label=_("Physical progress until then, percent"), min_value=0, max_value=100)
    planned_percent = CountField(
        label=_("Progress planned for the end of the year, percent"), min_value=0, max_value=100
    )
    unfinished = forms.BooleanField(label=_("Unfinished: begun in an earlier year"), required=False)
    execution_method = forms.ChoiceField(label=_("Method of execution"), choices=ExecutionMethod.choices)
    economic_chapter = forms.ChoiceField(label=_("Economic chapter"), choices=EconomicChapter.choices)
    target_quantity = CountField(label=_("Target quantity"), required=False, min_value=0, max_value=2**31 - 1)
    target_unit = WordsField(label=_("Unit of the target"), required=False, max_length=60)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, actor: Actor, unit: rial.Unit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["agency"].queryset = agencies_for(actor).order_by("sort_key")
        year = {"province": actor.province, "fiscal_year": actor.fiscal_year}
        fields["programme"].queryset = Programme.objects.filter(**year).select_related("chapter")
        fields["county"].queryset = County.objects.filter(province=actor.province)
        for name in ("total_cost_rial", "spent_before_rial"):
            fields[name].unit = unit
