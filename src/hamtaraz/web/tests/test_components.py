"""Every component says what it is given, in both languages, without anything a strict policy forbids."""

import datetime
import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

TODAY = datetime.date(2026, 10, 4)  # 1405/07/12
FORBIDDEN = re.compile(r"""\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)|javascript:""")


def drawn(source: str, context: dict[str, object], address: str = "/") -> str:
    return (
        engines["django"]
        .from_string("{% load i18n hamtaraz %}" + source)
        .render(context, RequestFactory().get(address))
    )


def draw(source: str, language: str = "fa", **context: object) -> str:
    with translation.override(language):
        html = drawn(source, {"unit": "million", "today": TODAY} | context)
    assert not FORBIDDEN.search(html), html
    return html


def test_an_amount_is_shown_in_the_persons_unit_and_keeps_its_whole_rials() -> None:
    assert '<data class="num" value="12400000000">۱۲٬۴۰۰</data>' in draw("{% rial amount %}", amount=12_400_000_000)
    assert ">12,400<" in draw("{% rial amount %}", "en", amount=12_400_000_000)
    assert "۱۲٬۴۰۰٬۰۰۰٬۰۰۰" in draw("{% rial amount %}", amount=12_400_000_000, unit="rial")
    # INV-01: to the last rial, never rounded unasked
    assert '>۰<span class="fraction">٫۰۰۰۰۰۱</span></data>' in draw("{% rial amount %}", amount=1)
    assert '>(2<span class="fraction">.5</span>)</data>' in draw("{% rial amount %}", "en", amount=-2_500_000)


def test_what_was_written_once_is_written_anew_in_another_unit_language_or_exactness() -> None:
    shown = {
        draw(source, language, amount=1_234_567_890, when=TODAY, unit=unit)
        for source in ("{% rial amount %}", "{% rial amount exact=False %}", "{% day when %}", "{% day when 'short' %}")
        for language in ("fa", "en")
        for unit in ("rial", "million")
        for _again in range(2)
    }
    # in rial nothing is rounded off, and a day has no unit
    assert len(shown) == 2 * 3 + 2 * 2


def test_no_amount_is_a_dash_and_zero_is_a_zero() -> None:
    assert "—" in draw("{% rial amount %}", amount=None)
    assert ">۰<" in draw("{% rial amount %}", amount=0)


@pytest.mark.parametrize(
    ("ppm", "persian", "english"),
    [(228_999, "۲۲٫۸۹٪", "22.89%"), (1_000_000, "۱۰۰٪", "100%"), (-60_000, "−۶٪", "−6%"), (9, "۰٪", "0%")],
)
def test_a_share_is_cut_and_never_rounded_up(ppm: int, persian: str, english: str) -> None:
    assert persian in draw("{% percent ppm %}", ppm=ppm)
    assert english in draw("{% percent ppm %}", "en", ppm=ppm)


@pytest.mark.parametrize(
    ("after", "tone", "persian", "english"),
    [
        (-1, "red", "۱ روز گذشته", "1 day late"),
        (-3, "red", "۳ روز گذشته", "3 days late"),
        (0, "gold", "امروز", "today"),
        (1, "gold", "فردا", "tomorrow"),
        (3, "", "۳ روز مانده", "3 days left"),
    ],
)
def test_a_due_day_says_in_words_how_far_it_is(after: int, tone: str, persian: str, english: str) -> None:
    when = TODAY + datetime.timedelta(days=after)
    html = draw("{% due when today %}", when=when)
    assert f'class="chip {tone}" datetime="{when.isoformat()}"' in html
    assert persian in html
    assert english in draw("{% due when today %}", "en", when=when)


def test_a_day_is_stored_gregorian_and_shown_jalali() -> None:
    assert draw("{% day today %}") == '<time datetime="2026-10-04">۱۲ مهر ۱۴۰۵</time>'
    assert "12 Mehr 1405" in draw("{% day today %}", "en")
    assert "یکشنبه ۱۲ مهر ۱۴۰۵" in draw('{% day today "weekday" %}')


def test_an_instant_is_told_in_the_offices_time() -> None:
    midnight = datetime.datetime(2026, 10, 3, 20, 30, tzinfo=datetime.UTC)
    assert "۱۲ مهر ۱۴۰۵، ۰۰:۰۰" in draw("{% moment at %}", at=midnight)
    assert "12 Mehr 1405, 00:00" in draw("{% moment at %}", "en", at=midnight)


def test_the_rail_marks_the_present_step_for_those_who_do_not_see_colours() -> None:
    html = draw(
        "{% steps rail %}", rail=[{"label": "A", "state": "done"}, {"label": "B", "state": "now"}, {"label": "C"}]
    )
    assert html.count('aria-current="step"') == 1
    assert "انجام شده" in html


def test_a_bar_is_drawn_to_scale_and_never_beyond_its_end() -> None:
    html = draw("{% bar parts 200 label %}", parts=[{"amount": 50}, {"amount": 400, "tone": "light"}], label="سهم")
    assert re.findall(r'class="(\w+)" x="(\d+)" y="0" width="(\d+)"', html) == [
        ("teal", "0", "250"),
        ("light", "250", "750"),
    ]
    assert 'aria-label="سهم"' in html
    assert 'width="0"' in draw("{% bar parts 0 %}", parts=[{"amount": 5}])


def test_each_county_has_one_tile_that_is_a_link_with_its_figure() -> None:
    counties = [
        {"code": "0601", "name": "آبادان", "col": 2, "row": 6, "value": "۵٫۰", "tone": 3, "url": "/a/"},
        {"code": "0621", "name": "اندیکا", "col": 4, "row": 1, "value": "۷٫۸", "tone": 7, "url": "/b/"},
    ]
    html = draw('{% tiles counties "سرانه" "0621" %}', counties=counties)
    assert html.count("<rect ") == html.count("<a href=") == 2
    assert 'class="t7 chosen"' in html
    assert "<title>آبادان: ۵٫۰</title>" in html


def test_a_trail_quotes_the_reason_of_a_return() -> None:
    html = draw(
        "{% trail acts %}", acts=[{"title": "برگشت", "who": "کارشناس", "words": "جمع بیش از ابلاغیه", "on": TODAY}]
    )
    assert "«جمع بیش از ابلاغیه»" in html
    assert "هنوز رویدادی ثبت نشده است" in draw("{% trail acts %}", acts=[])


def test_what_people_wrote_is_escaped_wherever_it_is_shown() -> None:
    nasty = '"><b onclick=x>'
    for source in (
        "{% state_chip nasty %}",
        "{% trail acts %}",
        "{% steps acts %}",
        "{% empty nasty nasty nasty %}",
        "{% kpi figures %}",
        "{% say %}{{ nasty }}{% endsay %}",
        "{% bar parts 1 nasty %}",
    ):
        acts = [{"title": nasty, "who": nasty, "words": nasty, "label": nasty, "note": nasty, "url": nasty}]
        html = drawn(source, {"nasty": nasty, "acts": acts, "figures": [{"label": nasty, "value": nasty}], "parts": []})
        assert nasty not in html


class NoticeForm(forms.Form):
    amount = forms.CharField(label="اعتبار", widget=forms.TextInput(attrs={"data-money": ""}), help_text="مانده: ۱۲")
    on = forms.CharField(label="تاریخ", required=False, widget=forms.TextInput(attrs={"data-day": ""}))
    origin = forms.ChoiceField(label="منشأ", choices=[("a", "شهرستان")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="مطمئنم", required=False)


def test_a_field_ties_its_label_help_and_error_to_its_box() -> None:
    html = draw("{% field form.amount %}", form=NoticeForm({}))
    assert '<label for="id_amount">' in html
    described = re.search(r'aria-describedby="([^"]+)"', html)
    assert described
    assert all(f'id="{name}"' in html for name in described[1].split())
    assert 'aria-invalid="true"' in html
    assert "میلیون ریال" in html


def test_a_field_says_when_it_is_optional_and_groups_choices_in_a_fieldset() -> None:
    assert "اختیاری" in draw("{% field form.on %}", form=NoticeForm())
    assert "<fieldset" in draw("{% field form.origin %}", form=NoticeForm())
    assert 'class="field ticks"' in draw("{% field form.sure %}", form=NoticeForm())


def test_a_pager_keeps_the_filters_of_the_list() -> None:
    html = drawn("{% pager page %}", {"page": Paginator(range(60), 20).page(2)}, "/?kind=road&page=2")
    assert "?kind=road&amp;page=3" in html
    assert "۲۱ تا ۴۰ از ۶۰" in html
    assert draw("{% pager page %}", page=Paginator(range(3), 20).page(1)).strip() == ""


def test_figures_of_a_row_speak_the_persons_unit() -> None:
    html = draw(
        "{% kpi figures %}", figures=[{"label": "ابلاغی", "amount_rial": 5_000_000}, {"label": "پروژه", "value": "41"}]
    )
    assert ">۵</data>" in html
    assert "۴۱" in html
