"""The frame around every page: direction, theme, landmarks, and pages that need no data."""

import re
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from hamtaraz.web.finding import Found

FORBIDDEN = re.compile(r"""\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)|javascript:|https?://""")
MANDATE = SimpleNamespace(pk=1, title="کارشناس بودجه", organisation="سازمان مدیریت و برنامه‌ریزی")
FRAME = {
    "person": "نمونه",
    "mandate": MANDATE,
    "mandates": [MANDATE, SimpleNamespace(pk=2, title="دبیر شورا", organisation="سازمان")],
    "fiscal_year": 1405,
    "fiscal_years": [1405, 1404],
    "unit": "million",
    "demo": True,
    "navigation": [
        {
            "title": "",
            "items": [{"title": "کارتابل", "url": "/", "icon": "inbox", "current": True, "badge": 5, "hot": True}],
        },
        {"title": "چرخهٔ بودجه", "items": [{"title": "توزیع اعتبار", "url": "/distribution/", "current": False}]},
    ],
}
PAGES = {
    "web/base.html": {},
    "web/search.html": {"query": "کارو", "found": [Found("شهرستان", "کارون", "جمعیت", "/k/")]},
    "web/sign_in.html": {},
    "web/second_factor.html": {},
    "web/role_cards.html": {
        "organisations": [
            {"name": "سازمان", "cards": [{"mandate": 1, "role": "معاون", "waiting": 2, "sentence": "دو کار"}]}
        ]
    },
    "web/refused.html": {"sentence": "نشد", "remedy": "چنین کنید", "back": "/"},
    "403.html": {},
    "403_csrf.html": {},
    "404.html": {},
    "500.html": {},
}


def page(template: str, language: str = "fa", cookies: dict[str, str] | None = None) -> str:
    request = RequestFactory().get("/?a=1")
    request.COOKIES.update(cookies or {})
    with translation.override(language):
        return render_to_string(template, FRAME | PAGES[template], request)


@pytest.mark.parametrize("template", PAGES)
@pytest.mark.parametrize(("language", "direction"), [("fa", "rtl"), ("en", "ltr")])
def test_every_page_has_its_direction_one_heading_at_most_and_nothing_the_policy_forbids(
    template: str, language: str, direction: str
) -> None:
    html = page(template, language)
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert html.count("<main") == 1
    assert html.count("<h1") == (template != "web/base.html")
    assert not FORBIDDEN.search(html), FORBIDDEN.search(html)


@pytest.mark.parametrize("template", [name for name in PAGES if name != "500.html"])
def test_no_identifier_stands_twice_on_a_page_and_every_label_has_its_box(template: str) -> None:
    html = page(template)
    names = re.findall(r'\sid="([^"]+)"', html)
    assert len(names) == len(set(names))
    assert set(re.findall(r'\s(?:for|aria-labelledby)="([^"]+)"', html)) <= set(names)


def test_the_navigation_names_the_present_page_and_counts_what_waits() -> None:
    html = page("web/base.html")
    assert html.count('aria-current="page"') == 1
    assert '<span class="badge hot">۵</span>' in html


def test_the_theme_of_the_cookie_is_drawn_at_once_and_only_a_known_one() -> None:
    assert ' data-theme="dark"' in page("web/base.html", cookies={"theme": "dark"})
    assert " data-theme=" not in page("web/base.html", cookies={"theme": '"><script>'})
    assert " data-theme=" not in page("web/base.html")


def test_every_form_that_changes_something_carries_its_token() -> None:
    for template in PAGES:
        html = page(template)
        posts = re.findall(r'<form[^>]*method="post".*?</form>', html, re.DOTALL)
        assert all("csrfmiddlewaretoken" in form for form in posts)


def test_a_refusal_says_what_would_make_it_pass() -> None:
    html = page("web/refused.html")
    assert "نشد" in html
    assert "راه رفع" in html
    assert "چنین کنید" in html
