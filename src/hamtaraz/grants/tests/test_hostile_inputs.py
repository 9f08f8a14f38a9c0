"""Bad input through the pages: a Persian sentence with its clause, what was typed kept, nothing lost, nothing half-done."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from hamtaraz.grants.models import DepositSlip, MachinePrice, MachineRequest, Recipient, RecipientFigure, ShareRun
from hamtaraz.grants.operations import add_recipients, set_price
from hamtaraz.grants.refusals.machinery import ContributionFarOff
from hamtaraz.grants.refusals.recipients import MunicipalityTwice, OutsideItsCounty, RecipientTwice
from hamtaraz.grants.tests.conftest import MILLION, TOLD, A, B, Clause
from hamtaraz.grants.tests.test_machinery import Machines
from hamtaraz.grants.tests.test_pages import browser, the_story_s_day  # noqa: F401
from hamtaraz.letters.models import Attachment
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role
from hamtaraz.trail.models import Act

PDF = b"%PDF-1.7 slip"


def refused(answer: HttpResponse, *words: str) -> None:
    """The page says why, in a Persian sentence, and keeps what was typed."""
    page = answer.content.decode()
    assert answer.status_code == 409
    assert [one for one in words if one not in page] == []


# --- prices -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"approximate_rial": "۰"}, "نمی‌تواند"), ({"determined_rial": "-5"}, "کمتر از صفر"),
        ({"approximate_rial": "2300", "determined_rial": "2.4"}, "صد برابر"),  # thousand rial for million
        ({"determined_rial": "2400000"}, "صد برابر"), ({"determined_rial": "پنج"}, "پنج"),
    ],
)  # fmt: skip
def test_a_price_of_nothing_or_in_another_unit_is_refused(clause: Clause, typed: dict[str, str], says: str):  # S4-029
    set_price(clause.actor(Role.RESOURCE_EXPERT), TOLD, "loader", approximate_rial=2_300 * MILLION)
    acts = Act.objects.count()
    answer = browser(clause, Role.RESOURCE_EXPERT).post("/grants/machines/prices/", {"machine": "loader", **typed})
    assert answer.status_code in (200, 409)
    assert says in answer.content.decode()
    kept = MachinePrice.objects.get()
    assert (kept.approximate_rial, kept.determined_rial) == (2_300 * MILLION, None)
    assert Act.objects.count() == acts


def test_both_prices_entered_again_mend_a_wrong_one(clause: Clause):
    expert = clause.actor(Role.RESOURCE_EXPERT)
    set_price(expert, TOLD, "loader", approximate_rial=2_300_000)  # thousand rial, by mistake
    page = browser(clause, Role.RESOURCE_EXPERT)
    refused(page.post("/grants/machines/prices/", {"machine": "loader", "determined_rial": "2400"}), "صد برابر", "2400")
    both = {"machine": "loader", "approximate_rial": "2300", "determined_rial": "2400"}
    assert page.post("/grants/machines/prices/", both).status_code == 302


# --- requests -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("amount", ["0.9", "900000"])
def test_last_year_s_contribution_in_another_unit_is_refused(clause: Clause, amount: str):  # S4-026
    machines = Machines(clause)
    machines.price()
    typed = {"first": "loader", "chosen_last_year": "on", "last_year_contribution_rial": amount}
    refused(browser(clause, Role.MAYOR, A).post("/grants/machines/ask/", typed), "S4-026", 'value="loader" selected')
    assert not MachineRequest.objects.exists()


def test_a_contribution_beyond_the_determined_price_is_refused_and_promises_nothing(clause: Clause):  # INV-16
    machines = Machines(clause)
    request = machines.reviewed(chosen_last_year=True, last_year_contribution_rial=2_500 * MILLION)  # no price yet
    machines.price()
    with pytest.raises(ContributionFarOff):
        machines.step(Role.RESOURCE_DEPUTY, "announce", request, account_number="1")
    assert clause.total("grant_promised") == 0


@pytest.mark.parametrize("count", ["-1", "1000", "دو"])
def test_a_count_that_is_none_stays_on_the_form(clause: Clause, count: str):
    clause.announce()
    typed = {"first": "loader", "first_equipment": "rescue_set", "first_equipment_count": count}
    page = browser(clause, Role.MAYOR, A).post("/grants/machines/ask/", typed).content.decode()
    assert count in page
    assert not MachineRequest.objects.exists()


# --- slips --------------------------------------------------------------------------------------------------


def present(
    clause: Clause, request: MachineRequest, scan: SimpleUploadedFile | None = None, **typed: str
) -> HttpResponse:
    given = {"number": "۵۵", "paid_on": "۱۳۹۴/۰۲/۲۷", "amount_rial": "۱٬۲۰۰"} | typed
    scan = scan or SimpleUploadedFile("slip.pdf", PDF)
    return browser(clause, Role.MAYOR, request.recipient.code).post(
        f"/grants/machines/{request.pk}/slip/", given | {"scan": scan}
    )


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"amount_rial": "1200000"}, "S4-034"), ({"amount_rial": "1.2"}, "یک‌هزارم"),  # million or thousand too many
        ({"amount_rial": "0"}, "S4-034"), ({"amount_rial": "-3"}, "کمتر از صفر"), ({"amount_rial": "الف"}, "الف"),
        ({"paid_on": "۱۳۹۴/۰۲/۲۸"}, "۱۳۹۴/۰۲/۲۸"), ({"paid_on": "۱۳۹۴/۱۳/۰۱"}, "۱۳۹۴/۱۳/۰۱"), ({"number": " "}, "number"),
    ],
)  # fmt: skip
def test_a_slip_of_another_amount_or_day_is_refused_with_everything_kept(
    clause: Clause, typed: dict[str, str], says: str
):
    request = Machines(clause).announced()
    refused(present(clause, request, **typed), says, "۱۳۹۴/")
    assert not DepositSlip.objects.exists()
    assert not Attachment.objects.exists()
    assert MachineRequest.objects.get().state == "announced"


@pytest.mark.parametrize(
    ("name", "content"),
    [("slip.jpg", b"\x89PNG\r\n\x1a\n not a jpeg"), ("slip.pdf", b"MZ program"), ("slip.exe", PDF), ("slip.png", b""),
     ("slip.pdf", PDF + bytes(10 * 1024 * 1024))],
)  # fmt: skip
def test_a_scan_that_is_none_is_refused_with_everything_kept(clause: Clause, name: str, content: bytes):
    request = Machines(clause).announced()
    refused(present(clause, request, SimpleUploadedFile(name, content)), "۵۵", "۱٬۲۰۰")
    assert (DepositSlip.objects.count(), Attachment.objects.count()) == (0, 0)


def test_a_slip_is_used_once_whoever_presents_it(clause: Clause):  # S4-035
    machines = Machines(clause)
    first, second = machines.announced(A), machines.announced(B)
    assert present(clause, first).status_code == 302
    refused(present(clause, second), "S4-035", "۵۵")
    assert DepositSlip.objects.count() == 1
    assert MachineRequest.objects.get(pk=second.pk).state == "announced"


# --- municipalities, villages, figures ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        ({"code": A, "name": "دیگر"}, RecipientTwice),
        ({"code": "0601100077", "name": "الف"}, MunicipalityTwice),  # the same town under a second code
        ({"code": "0601100077", "county": "0603", "name": "پ"}, OutsideItsCounty),
        ({"code": "0601200077", "county": "0603", "name": "ده", "kind": "village"}, OutsideItsCounty),
    ],
)
def test_a_municipality_twice_or_a_village_under_another_county_adds_nobody(clause: Clause, row, refusal):
    before = (Recipient.objects.count(), Organisation.objects.count())
    good = {"code": "0617100009", "kind": "municipality", "name": "شهر نو", "county": "0617"}
    with pytest.raises(refusal):
        add_recipients(clause.actor(Role.OPERATOR), TOLD, [good, {"kind": "municipality", "county": "0601"} | row])
    assert (Recipient.objects.count(), Organisation.objects.count()) == before


def test_two_villages_of_a_county_may_be_called_the_same(clause: Clause):
    rows = [{"code": f"060120007{n}", "kind": "village", "name": "حسن‌آباد", "county": "0601"} for n in (1, 2)]
    assert len(add_recipients(clause.actor(Role.OPERATOR), TOLD, rows)) == 2


def test_a_figure_in_another_unit_stands_out_before_the_shares_are_announced(clause: Clause):
    quiet = clause.compute().get_absolute_url()
    deputy = browser(clause, Role.RESOURCE_DEPUTY)
    assert "صد برابر" not in deputy.get(quiet).content.decode()
    figures = RecipientFigure.objects.filter(recipient__code=B, key="receipts")
    figures.update(value=figures.get().value // 1000)  # thousand rial for million
    page = deputy.get(clause.compute().get_absolute_url()).content.decode()
    assert "صد برابر" in page
    assert "ب، دریافتی" in page


@pytest.mark.parametrize("pool", ["0", "-1", "", "دوازده"])
def test_a_credit_of_nothing_is_not_shared_out(clause: Clause, pool: str):
    typed = {"index": clause.indices["municipal-index-1394"].pk, "source": "9H", "letter_number": "۶۰۹۴",
             "letter_on": "۱۳۹۴/۰۲/۲۷", "pool_rial": pool}  # fmt: skip
    page = browser(clause, Role.RESOURCE_EXPERT).post("/grants/compute/municipal/", typed)
    assert "۶۰۹۴" in page.content.decode()
    assert not ShareRun.objects.exists()
