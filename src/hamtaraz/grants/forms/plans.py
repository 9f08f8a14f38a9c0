"""What a plan is made of: its part, its aim, perhaps a file of requests."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.models import Aims, Part


class PlanForm(forms.Form):
    """Part and aim are chosen openly; a file stands in for the requests that wait."""

    part = forms.ChoiceField(label=_("Part"), choices=Part.choices, widget=forms.RadioSelect)
    aim = forms.ChoiceField(
        label=_("What is best"), choices=Aims.choices, widget=forms.RadioSelect, initial=Aims.NUMBER
    )
    file = forms.FileField(label=_("Requests from a file, Excel or CSV"), required=False)
