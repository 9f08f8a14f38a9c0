"""What a person types on the pages of this room, read at the door: Jalali days, amounts in the person's unit."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hamtaraz.budget.models import CreditSource
from hamtaraz.kernel import jalali, rial
from hamtaraz.kernel.refusals import Refused
from hamtaraz.notices.models import BudgetRule, CreditNotice, NoticeLine, RuleKind
from hamtaraz.web.refusing import language, say


class DayField(forms.CharField):
    """A Jalali day, read as a date."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"data-day": "", "autocomplete": "off"}), **more)

    def to_python(self, value: Any) -> datetime.date:  # type: ignore[override]
        """The day, or the sentence that says why it cannot be read."""
        try:
            return jalali.parse(str(value or ""))
        except Refused as refused:
            raise ValidationError(say(refused).sentence) from refused


class RialField(forms.CharField):
    """An amount in the unit of the form, read as whole rials; left empty it is zero where that is allowed."""

    def __init__(self, unit: rial.Unit, **more: Any) -> None:
        self.unit = unit
        widget = forms.TextInput(attrs={"data-money": "", "autocomplete": "off", "inputmode": "decimal"})
        super().__init__(widget=widget, **more)

    def to_python(self, value: Any) -> rial.Rial:  # type: ignore[override]
        """The amount, or the sentence that says why it cannot be read."""
        if not str(value or "").strip() and not self.required:
            return 0
        try:
            return rial.parse(str(value or ""), self.unit)
        except Refused as refused:
            raise ValidationError(say(refused).sentence) from refused

    def validate(self, value: Any) -> None:
        """Zero is an amount, not an empty box."""


class RuleForm(forms.Form):
    """A law or rule as it is recorded (S0-10)."""

    kind = forms.ChoiceField(label=_("Kind"), choices=RuleKind.choices)
    name = forms.CharField(label=_("Title"), max_length=300)
    number = forms.CharField(label=_("Number"), max_length=40, required=False)
    dated_on = DayField(label=_("Day of the document"))
    issuer = forms.CharField(label=_("Issuer"), max_length=200)
    text = forms.CharField(label=_("Text or summary"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    file = forms.FileField(label=_("File of the document"), required=False)

    @staticmethod
    def said_by(rule: BudgetRule) -> dict[str, Any]:
        """The form's first words for a rule that is there already."""
        kept = {name: getattr(rule, name) for name in ("kind", "name", "number", "issuer", "text")}
        return kept | {"dated_on": jalali.show(rule.dated_on, language=language())}

    def written(self) -> dict[str, Any]:
        """What the operations take."""
        return {name: value for name, value in self.cleaned_data.items() if name != "file"}


class CentralNoticeForm(forms.Form):
    """A letter of the centre: its number, day, subject, and an amount by source (S0-11)."""

    number = forms.CharField(label=_("Number of the letter"), max_length=40)
    dated_on = DayField(label=_("Day of the letter"))
    subject = forms.CharField(label=_("Subject"), max_length=300)

    def __init__(self, *args: Any, sources: Sequence[CreditSource], unit: rial.Unit, **more: Any) -> None:
        super().__init__(*args, **more)
        self.sources = sources
        for source in sources:
            self.fields[f"source_{source.code}"] = RialField(unit, label=str(source), required=False)
        self.fields["file"] = forms.FileField(label=_("Scan of the letter"), required=False)

    @staticmethod
    def said_by(notice: CreditNotice, lines: Sequence[NoticeLine], unit: rial.Unit) -> dict[str, Any]:
        """The form's first words for a notice that is there already."""
        amounts = {f"source_{line.source}": rial.show(line.amount_rial, unit, language()) for line in lines}
        day = jalali.show(notice.letter_on, language=language()) if notice.letter_on else ""
        return {"number": notice.letter_number, "dated_on": day, "subject": notice.about} | amounts

    def amount_fields(self) -> list[forms.BoundField]:
        """The boxes of the sources, in their order."""
        return [self[f"source_{source.code}"] for source in self.sources]

    def written(self) -> dict[str, Any]:
        """What the operations take."""
        said = self.cleaned_data
        return {
            "number": said["number"],
            "dated_on": said["dated_on"],
            "subject": said["subject"],
            "amounts_rial": {source.code: said[f"source_{source.code}"] for source in self.sources},
        }


class CorrectionForm(forms.Form):
    """The right figures of a wrong notice, one box per line beside what the notice says, and the reason."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self, *args: Any, said: Mapping[str, rial.Rial], unit: rial.Unit, letter: CreditNotice | None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.keys = list(said)
        if letter is not None:
            day = jalali.show(letter.letter_on, language=language()) if letter.letter_on else ""
            self.fields["letter_number"] = forms.CharField(
                label=_("Number of the letter"), max_length=40, initial=letter.letter_number
            )
            self.fields["letter_on"] = DayField(label=_("Day of the letter"), initial=day)
            self.fields["subject"] = forms.CharField(label=_("Subject"), max_length=300, initial=letter.about)
        for place, amount in enumerate(said.values()):
            shown = rial.show(amount, unit, language())
            self.fields[f"line_{place}"] = RialField(unit, initial=shown)

    def boxes(self) -> list[tuple[str, forms.BoundField]]:
        """The key of each line with its box."""
        return [(key, self[f"line_{place}"]) for place, key in enumerate(self.keys)]

    def written(self) -> dict[str, Any]:
        """What `correct_notice` takes."""
        said = self.cleaned_data
        letter: dict[str, Any] = {
            name: said[name] for name in ("letter_number", "letter_on", "subject") if name in said
        }
        amounts = {key: said[f"line_{place}"] for place, key in enumerate(self.keys)}
        return {"reason": said["reason"], "amounts_rial": amounts, **letter}
