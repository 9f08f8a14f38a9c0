"""Form fields of the house: a day in the Persian calendar, words that are cleaned at the door."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from hamtaraz.kernel import jalali, text
from hamtaraz.kernel.refusals import Refused
from hamtaraz.web.refusing import language, say


class DayField(forms.Field):
    """A day typed or picked in the Persian calendar; cleaned to a date, or None where it may be empty."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the script open the calendar."""
        return {"data-day": True, "autocomplete": "off"}

    def to_python(self, value: Any) -> datetime.date | None:
        """Read every way a day is written; say what is wrong with it otherwise."""
        if value in (None, "") or isinstance(value, datetime.date):
            return value or None
        try:
            return jalali.parse(value)
        except Refused as refused:
            said = say(refused)
            raise forms.ValidationError(f"{said.sentence} {said.remedy}") from refused

    def prepare_value(self, value: Any) -> Any:
        """Show a date as the reader writes it."""
        return jalali.show(value, "short", language()) if isinstance(value, datetime.date) else value


class WordsField(forms.CharField):
    """One line of words, cleaned: Arabic letters become Persian ones, white space is folded."""

    def to_python(self, value: Any) -> str:
        """Clean at the door."""
        return text.clean(super().to_python(value) or "")


class LinesField(forms.CharField):
    """Several lines of words, cleaned."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> str:
        """Clean at the door."""
        return text.clean_lines(super().to_python(value) or "")


def complain(form: forms.Form, refused: Refused) -> None:
    """Set a refusal above the form, with what would make it pass; the person's input stays."""
    said = say(refused)
    form.add_error(None, f"{said.sentence} {said.remedy}")
