"""What no page is asked to read is answered at the door, and what a form says is never more than it can hold."""

from unittest.mock import Mock

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from hamtaraz.kernel.refusals import TooLong
from hamtaraz.web.limits import LARGEST_REQUEST
from hamtaraz.web.stepping import read_asks, seen_version
from hamtaraz.workflow.tables import Ask, Step

DIGITS = "9" * 5_000
NUL = "\x00"


@pytest.mark.parametrize("told", [str(LARGEST_REQUEST + 1), "9" * 40, "-1", "ten", "١٢"])
def test_a_request_larger_than_any_form_is_answered_before_it_is_read(told):
    body = Mock()
    answer = Client().generic("POST", reverse("web:sign_in"), CONTENT_LENGTH=told, **{"wsgi.input": body})
    assert not body.read.called
    assert answer.status_code == 413


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["address", "query", "name", "field"])
def test_a_letter_no_database_keeps_is_refused_in_an_address_and_in_a_field(world, place):
    client = world.client("auditor")
    answer = {
        "address": lambda: client.get("/papers/%00/"),
        "query": lambda: client.get("/search/", {"q": NUL}),
        "name": lambda: client.get("/search/", {NUL: "x"}),
        "field": lambda: client.post("/year/", {"year": NUL}),
    }[place]()
    assert answer.status_code == 400
    assert client.get("/search/", {"q": "پل"}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page", ["9", "x", "web:inbox", "' OR 1=1", "//example.org/", "https://example.org/", "/\\example.org", DIGITS]
)
@pytest.mark.parametrize("choice", ["/language/", "/unit/", "/year/"])
def test_a_choice_leads_back_to_a_page_of_ours_and_nowhere_else(world, choice, page):
    answer = world.client("auditor").post(choice, {"next": page})
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.parametrize("version", [DIGITS, "²", "-1", "x", ""])
def test_a_version_that_is_no_number_is_none(version):
    assert seen_version(RequestFactory().post("/", {"version": version})) is None


def test_an_amount_in_a_unit_nobody_knows_is_in_rials():
    step = Step("allot", "a", "b", "x", "Allot", "S0-41", asks=(Ask("amount", "Amount", "rial"),))
    assert read_asks(step, {"amount": "۱۲"}, "parsec") == {"amount": 12}


@pytest.mark.parametrize(("kind", "most"), [("text", 200), ("lines", 10_000)])
def test_a_step_is_told_no_more_than_a_field_and_a_paper_hold(kind, most):
    step = Step("introduce", "a", "b", "x", "Introduce", "S4-050", asks=(Ask("supplier", "Producer", kind),))
    assert read_asks(step, {"supplier": "ک" * most})
    with pytest.raises(TooLong):
        read_asks(step, {"supplier": "ک" * (most + 1)})
