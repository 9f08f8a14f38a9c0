"""Weights in the templates of the room."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hamtaraz.grants.queries import weights
from hamtaraz.web.refusing import language

register = template.Library()


@register.filter
def tonnes(kilograms: int | None) -> SafeString:
    """A weight kept in kilograms, shown in tonnes; nothing yet is a dash."""
    if kilograms is None:
        return format_html('<span class="faint">{}</span>', "—")
    return format_html('<span class="num">{}</span>', weights.tonnes(kilograms, language()))
