"""Fields of the room's forms."""

from __future__ import annotations

from typing import Any

from django import forms

from hamtaraz.kernel import percent, rial
from hamtaraz.kernel.refusals import Refused
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


class PercentField(forms.Field):
    """A percentage typed with or without its sign; cleaned to parts per million, or None where it may be empty."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask for digits."""
        return {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> int | None:
        """Read the percentage; say what is wrong with it otherwise."""
        if value in (None, "") or isinstance(value, int):
            return value or None
        try:
            return percent.parse(value)
        except Refused as refused:
            said = say(refused)
            raise forms.ValidationError(f"{said.sentence} {said.remedy}") from refused
