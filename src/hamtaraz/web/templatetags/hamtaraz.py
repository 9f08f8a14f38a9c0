"""The components of a page: amounts, days, chips, steps, bars, tiles, fields.

Load with `{% load hamtaraz %}`. Amounts are whole rials, shown in the person's unit (`unit` of the
context: "rial", "thousand", "million"); days are dates, shown in the Persian calendar.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms import BoundField
from django.template.context import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hamtaraz.kernel import jalali, rial
from hamtaraz.kernel.text import persian_digits
from hamtaraz.kernel.words import in_words
from hamtaraz.places.queries import CountyMap

register = template.Library()

TILE, GAP = 68, 5
TILE_HEIGHT = 59
BAR_LENGTH = 1000
OUTLINE_LETTER = 20
SPELLED_UP_TO = 20
KEPT = 8192
"""How many amounts, days and icons stay written in memory: the same ones stand on page after page."""


def _language() -> str:
    return "fa" if (get_language() or "fa").startswith("fa") else "en"


def _unit(context: Context) -> rial.Unit:
    return rial.Unit[str(context.get("unit") or "rial").upper()]


# --- words and figures -------------------------------------------------------------------------


@register.filter
def digits(text: object) -> str:
    """Write the digits of a code, a number or a text as the language writes them."""
    return persian_digits(str(text)) if _language() == "fa" else str(text)


@register.filter
def number(count: int) -> str:
    """Write a count grouped in threes: «۱٬۳۰۲٬۵۹۱»."""
    return rial.show(int(count), rial.Unit.RIAL, _language())


@register.filter
def spelled(count: int) -> str:
    """Write a small count in words where the language prefers them: «پنج»; larger ones in digits."""
    return in_words(count) if _language() == "fa" and 0 < count <= SPELLED_UP_TO else number(count)


@register.simple_tag
def comma() -> str:
    """Give the comma and space of the language, between two names."""
    return "، " if _language() == "fa" else ", "


@register.filter
def initial(name: object) -> str:
    """Give the first letter of a name or a role, for its round picture."""
    return str(name).strip()[:1]


@register.simple_tag(name="rial", takes_context=True)
def show_rial(context: Context, amount: rial.Rial | None, *, exact: bool = True) -> SafeString:
    """Show an amount in the person's unit; the whole rials stay in the element. None shows a dash.

    What is less than one unit stands in its own small place, so that whole units line up in a column.
    """
    if amount is None:
        return format_html('<span class="faint">{}</span>', "—")
    return _amount(amount, _unit(context), _language(), exact)


@lru_cache(KEPT)
def _amount(amount: rial.Rial, unit: rial.Unit, language: str, exact: bool) -> SafeString:
    text = rial.show(amount, unit, language, rounded=not exact)
    whole, point, fraction = text.partition("٫" if language == "fa" else ".")
    if not point:
        return format_html('<data class="num" value="{}">{}</data>', amount, whole)
    fraction, closing = fraction.removesuffix(")"), ")" if fraction.endswith(")") else ""
    shown = format_html('{}<span class="fraction">{}{}</span>{}', whole, point, fraction, closing)
    return format_html('<data class="num" value="{}">{}</data>', amount, shown)


@register.simple_tag(takes_context=True)
def unit_name(context: Context) -> str:
    """Name the person's unit of money, to be said once in a table's caption."""
    return _(_unit(context).label)


@register.simple_tag
def percent(share_ppm: int, places: int = 2, *, even: bool = False) -> SafeString:
    """Show a share in parts per million as a percent, cut (not rounded) to `places` (0 to 4) places.

    `even` keeps the zeros at the end, for a column in which the points stand under one another.
    """
    sign = "−" if share_ppm < 0 else ""
    whole, rest = divmod(abs(share_ppm), 10_000)
    fraction = f"{rest:04d}"[:places]
    fraction = fraction if even else fraction.rstrip("0")
    point, mark = ("٫", "٪") if _language() == "fa" else (".", "%")
    text = sign + str(whole) + (point + fraction if fraction else "") + mark
    return format_html('<span class="num">{}</span>', digits(text))


@register.filter
def whole_percent(share: int) -> SafeString:
    """Show a share that is kept in whole percents: «۷۸٪»."""
    return percent(share * 10_000)


@register.simple_tag
def day(when: date | None, style: jalali.Style = "long") -> SafeString:
    """Show a day in the Persian calendar: style "short", "long" or "weekday"."""
    if when is None:
        return format_html('<span class="faint">{}</span>', "—")
    return _day(when, style, _language())


@lru_cache(KEPT)
def _day(when: date, style: jalali.Style, language: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', when.isoformat(), jalali.show(when, style, language))


@register.simple_tag
def moment(instant: datetime) -> SafeString:
    """Show an instant as its Persian day and the time of day, in the office's time zone."""
    local = timezone.localtime(instant)
    shown = f"{jalali.show(local.date(), 'long', _language())}، {digits(local.strftime('%H:%M'))}"
    if _language() == "en":
        shown = shown.replace("،", ",")
    return format_html('<time datetime="{}">{}</time>', instant.isoformat(), shown)


@register.simple_tag
@lru_cache(KEPT)
def icon(name: str, classes: str = "") -> SafeString:
    """Draw one of the house's icons; it says nothing to a screen reader, words stand beside it."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        classes,
        static("web/icons.svg"),
        name,
    )


# --- chips -------------------------------------------------------------------------------------


@register.simple_tag
def state_chip(state_label: object, tone: str = "") -> SafeString:
    """Show a state in words, with a tone beside them: teal, gold, red, green, blue or none."""
    return format_html('<span class="chip {}">{}</span>', tone, state_label)


@register.simple_tag
def due(when: date | None, today: date) -> SafeString:
    """Say how far a due day is: late in red, today and tomorrow in gold, later plain."""
    if when is None:
        return format_html('<span class="faint">{}</span>', "—")
    days = (when - today).days
    shown = jalali.show(when, "weekday", _language())
    tone = "red" if days < 0 else "gold" if days < 2 else ""
    return format_html(
        '<time class="chip {}" datetime="{}" title="{}">{}</time>', tone, when.isoformat(), shown, _distance(days)
    )


def _distance(days: int) -> str:
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    count = abs(days)
    if days < 0:
        return ngettext("%(count)s day late", "%(count)s days late", count) % {"count": digits(count)}
    return ngettext("%(count)s day left", "%(count)s days left", count) % {"count": digits(count)}


# --- pieces ------------------------------------------------------------------------------------


@register.simple_block_tag
def say(content: SafeString, tone: str = "gold") -> SafeString:
    """Set a paragraph apart: gold asks for attention, red refuses, green settles, teal and blue tell."""
    return format_html('<div class="say {}" role="note">{}</div>', tone, content)


@register.inclusion_tag("web/parts/steps.html")
def steps(steps: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Draw a progress rail: each step has `label`, `state` (done, now, returned or empty) and `note`."""
    return {"steps": steps}


@register.inclusion_tag("web/parts/trail.html")
def trail(acts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """List what happened: each act has `title`, and may have `who`, `words`, `note`, `on`, `tone`, `url`."""
    return {"acts": acts}


@register.inclusion_tag("web/parts/kpi.html", takes_context=True)
def kpi(context: Context, figures: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Show a row of figures: each has `label`, `amount_rial` or `value`, and may have `note`."""
    return {"figures": figures, "unit": context.get("unit")}


@register.inclusion_tag("web/parts/bar.html")
def bar(parts: Iterable[Mapping[str, Any]], total: int, label: str = "", size: str = "") -> dict[str, Any]:
    """Draw shares of `total` as one bar: each part has `amount` and `tone`; size "tall" for figures in rows."""
    pieces, start = [], 0
    for part in parts:
        end = min(start + int(part["amount"]), total)
        left, right = _along(start, total), _along(end, total)
        pieces.append({"x": left, "width": right - left, "tone": part.get("tone", "teal")})
        start = end
    return {"pieces": pieces, "label": label, "size": size, "length": BAR_LENGTH}


def _along(amount: int, total: int) -> int:
    return amount * BAR_LENGTH // total if total > 0 else 0


@register.inclusion_tag("web/parts/empty.html")
def empty(sentence: str, url: str = "", action: str = "", icon: str = "check") -> dict[str, Any]:
    """Say that there is nothing here, why, and what can be done about it."""
    return {"sentence": sentence, "url": url, "action": action, "icon": icon}


@register.inclusion_tag("web/parts/tiles.html")
def tiles(counties: Iterable[Mapping[str, Any]], label: str, chosen: str = "") -> dict[str, Any]:
    """Draw one equal tile a county: `code`, `name`, `col`, `row`, `value` (text), `tone` 0 to 7, `url`."""
    placed = [
        {**county, "x": county["col"] * (TILE + GAP) + 2, "y": county["row"] * (TILE_HEIGHT + GAP) + 2}
        for county in counties
    ]
    width = max((tile["x"] for tile in placed), default=0) + TILE + 2
    height = max((tile["y"] for tile in placed), default=0) + TILE_HEIGHT + 2
    return {
        "tiles": placed, "label": label, "chosen": chosen, "width": width, "height": height,
        "tile": TILE, "tile_height": TILE_HEIGHT, "middle": TILE // 2,
    }  # fmt: skip


@register.inclusion_tag("web/parts/county_map.html")
def county_map(
    counties: Iterable[Mapping[str, Any]], label: str, drawn: CountyMap | None, chosen: str = ""
) -> dict[str, Any]:
    """Draw counties within their outlines where `drawn` (of `places.queries.county_map`) has them, else as `tiles`.

    `counties` are as for `tiles`; `value` and `url` may be absent. A county that has no outline is named under the map.
    """
    if drawn is None:
        placed = [county for county in counties if county["col"] is not None and county["row"] is not None]
        return {"drawn": None, "counties": placed, "label": label, "chosen": chosen}
    outlines = {one.code: one for one in drawn.counties}
    outlined = [
        {
            **county, "path": one.path, "label_x": one.label_x, "label_y": one.label_y,
            "fits": one.label_width > OUTLINE_LETTER * max(len(county["name"]), 4),
        }
        for county in counties
        if (one := outlines.get(county["code"]))
    ]  # fmt: skip
    lacking = [county for county in counties if county["code"] not in outlines]
    return {"drawn": drawn, "outlined": outlined, "lacking": lacking, "label": label, "chosen": chosen}


@register.inclusion_tag("web/parts/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Link to the other pages of a list and say how many things there are in all."""
    reachable = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(reachable), "request": context.get("request")}


_CLASSES = {
    forms.CheckboxInput: "checkbox checkbox-primary checkbox-sm",
    forms.Textarea: "textarea",
    forms.FileInput: "file-input",
    forms.RadioSelect: "",
    forms.CheckboxSelectMultiple: "",
    forms.Select: "select",
}


@register.inclusion_tag("web/parts/field.html", takes_context=True)
def field(context: Context, bound: BoundField, across: bool = False) -> dict[str, Any]:
    """Draw a form field: label, box, help and error; `data-money` and `data-day` widgets get their manners."""
    widget = bound.field.widget
    classes = next((name for kind, name in _CLASSES.items() if isinstance(widget, kind)), "input")
    money = "data-money" in widget.attrs
    return {
        "field": bound,
        "box": bound.as_widget(attrs={"class": classes} if classes else {}),
        "ticks": isinstance(widget, forms.CheckboxInput),
        "group": isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple),
        "money_unit": (widget.attrs["data-money"] or unit_name(context)) if money else "",
        "across": across,
    }


@register.simple_tag(takes_context=True)
def chosen_theme(context: Context) -> str:
    """Give the theme this browser has chosen: "light", "dark", or "" to follow the system."""
    request = context.get("request")
    theme = request.COOKIES.get("theme", "") if request else ""
    return theme if theme in {"light", "dark"} else ""
