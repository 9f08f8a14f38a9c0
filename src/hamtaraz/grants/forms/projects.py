"""What a project says of itself, its document, its photos, visits, and the letters of the allotment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.forms.fields import RialField
from hamtaraz.grants.models import AidedProject, Moment, Part
from hamtaraz.grants.operations import Figures
from hamtaraz.grants.queries.percents import read_percent
from hamtaraz.kernel import percent, rial
from hamtaraz.kernel.refusals import Refused
from hamtaraz.web.fields import DayField, LinesField, WordsField
from hamtaraz.web.refusing import language, say

MONEY = {
    "estimate_rial": (_("Estimate of the whole project"), True),
    "cost_to_complete_rial": (_("What it costs to complete"), False),
    "asked_rial": (_("Aid asked of the organisation"), True),
    "own_rial": (_("Own contribution"), True),
    "province_money_rial": (_("Contribution of the province"), False),
}
"""The amounts of the form, and whether each must be written."""


class PercentField(forms.Field):
    """A percentage typed by a person; cleaned to parts per million, and asked again where it may be a fraction."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Figures alone."""
        return {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> int | None:
        """Read it, or say what is wrong with it."""
        if value in (None, ""):
            return None
        try:
            return value if isinstance(value, int) else read_percent(value)
        except Refused as refused:
            said = say(refused)
            raise forms.ValidationError(f"{said.sentence} {said.remedy}") from refused

    def prepare_value(self, value: Any) -> Any:
        """Show a share as percent."""
        return percent.show(value, language()) if isinstance(value, int) else value


class ProjectForm(forms.Form):
    """A project of a municipality, or of a village; amounts in the person's unit."""

    village = forms.ChoiceField(label=_("Village"))
    waiver_reason = LinesField(
        label=_("Reason of the exception"), required=False,
        help_text=_("Only for a village without a dehyari (S4-?25); it is kept as a waiver."),
    )  # fmt: skip
    name = WordsField(label=_("Title of the project"), max_length=200)
    project_type = forms.ChoiceField(label=_("Type of project"))
    unfinished = forms.BooleanField(label=_("It is an unfinished project"), required=False)
    progress = PercentField(label=_("Its progress, percent"), required=False)
    starts_on = DayField(label=_("Begins on"))
    ends_on = DayField(label=_("Ends on"))
    foreseen = forms.BooleanField(label=_("The dehyari's approved budget foresees it (S4-114)"), required=False)

    def __init__(
        self, *args: Any, part: str, types: Iterable[tuple[str, str]], unit: rial.Unit,
        villages: Iterable[tuple[str, str]] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["project_type"].choices = [("", "—"), *types]  # type: ignore[attr-defined]
        for key, (label, required) in MONEY.items():
            self.fields[key] = RialField(unit=unit, label=label, required=required)
        listed = list(villages)
        self.fields["village"].choices = listed  # type: ignore[attr-defined]
        hidden = ["foreseen"] if part == Part.MUNICIPAL else ["province_money_rial"]
        for name in (*hidden, *(() if listed else ("village", "waiver_reason"))):
            del self.fields[name]

    @classmethod
    def of(cls, project: AidedProject, **more: Any) -> ProjectForm:
        """The form as the project stands."""
        told = {name: getattr(project, name) for name in (*MONEY, "name", "project_type", "unfinished", "starts_on", "ends_on", "foreseen") if hasattr(project, name)}  # fmt: skip
        told["progress"] = project.progress_ppm if project.unfinished else None
        return cls(initial=told, part=project.part, **more)

    def figures(self) -> Figures:
        """What was typed, as the operation takes it; a project that has not begun costs its estimate (S4-?17)."""
        told = self.cleaned_data
        return Figures(
            project_type=told["project_type"], name=told["name"], estimate_rial=told["estimate_rial"],
            cost_to_complete_rial=told["cost_to_complete_rial"] or told["estimate_rial"], asked_rial=told["asked_rial"],
            own_rial=told["own_rial"], province_money_rial=told.get("province_money_rial") or 0,
            starts_on=told["starts_on"], ends_on=told["ends_on"], unfinished=told["unfinished"],
            progress_ppm=told["progress"] or 0, foreseen=told.get("foreseen", False),
        )  # fmt: skip


class DocumentForm(forms.Form):
    """The council's resolution, or the amended budget."""

    number = WordsField(label=_("Number of the document"), max_length=40)
    document_on = DayField(label=_("Day of the document"))
    scan = forms.FileField(label=_("Its scan, PDF or photo"))


class PhotoForm(forms.Form):
    """A photo or document of the work with its day and place."""

    moment = forms.ChoiceField(label=_("Of which moment"), choices=Moment.choices)
    taken_on = DayField(label=_("Day"))
    place = WordsField(label=_("Where it was"), max_length=200)
    latitude = forms.DecimalField(label=_("Latitude"), required=False, max_digits=8, decimal_places=5, localize=True)
    longitude = forms.DecimalField(label=_("Longitude"), required=False, max_digits=8, decimal_places=5, localize=True)
    photo = forms.FileField(label=_("Photo or document"))


class VisitForm(forms.Form):
    """What a visit saw."""

    visited_on = DayField(label=_("Day of the visit"))
    place = WordsField(label=_("Where it was"), max_length=200, required=False)
    remark = LinesField(label=_("What was seen"))
    photo = forms.FileField(label=_("Photo of the visit"), required=False)


class ProposedAidForm(forms.Form):
    """The aid the province proposes."""

    def __init__(self, *args: Any, unit: rial.Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount_rial"] = RialField(unit=unit, label=_("Aid proposed by the province"))


class RealisedForm(forms.Form):
    """A letter that says how much of the credit is allotted."""

    part = forms.ChoiceField(label=_("Part"), choices=Part.choices)
    share = PercentField(label=_("Realised allotment, percent"), help_text=_("Percent of the whole budgeted credit, such as 70."))  # fmt: skip
    letter_number = WordsField(label=_("Number of the letter"), max_length=40)
    letter_on = DayField(label=_("Day of the letter"))
    reason = LinesField(label=_("Reason, if it is less than before"), required=False)


class CodeForm(forms.Form):
    """A code of practice."""

    project_type = forms.ChoiceField(label=_("Type of project"), required=False)
    name = WordsField(label=_("Title of the code of practice"), max_length=200)
    file = forms.FileField(label=_("File"))

    def __init__(self, *args: Any, types: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project_type"].choices = [("", _("All types")), *types]  # type: ignore[attr-defined]
