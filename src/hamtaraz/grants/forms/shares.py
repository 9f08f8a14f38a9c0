"""What a run of an index is made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamtaraz.budget.models import CreditSource
from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.grants.forms.fields import RialField
from hamtaraz.kernel import rial
from hamtaraz.web.fields import DayField, WordsField


class SharesForm(forms.Form):
    """What a run of an index is made of; the index is chosen, never taken for granted (S4-?4)."""

    index = forms.ChoiceField(label=_("Index"), widget=forms.RadioSelect)
    source = forms.ChoiceField(label=_("Credit source"))
    letter_number = WordsField(label=_("Number of the letter of the credit"), max_length=40)
    letter_on = DayField(label=_("Day of the letter of the credit"))

    def __init__(
        self,
        *args: Any,
        asks_machinery: bool,
        indices: Iterable[DirectiveVersion],
        sources: Iterable[CreditSource],
        unit: rial.Unit,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["index"].choices = [(str(one.pk), one.title()) for one in indices]  # type: ignore[attr-defined]
        self.fields["source"].choices = [(one.code, str(one)) for one in sources]  # type: ignore[attr-defined]
        self.fields["pool_rial"] = RialField(unit=unit, label=_("Credit of the part"))
        if asks_machinery:
            self.fields["machinery_rial"] = RialField(unit=unit, label=_("Of it for machinery"))
