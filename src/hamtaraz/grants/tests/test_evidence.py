"""What is shown of a work, the one aid of a village, and reasons for lateness."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal

import pytest
from PIL import Image

from hamtaraz.grants.models import Evidence, MachineRequest, Recipient, VillageChoice, Waiver
from hamtaraz.grants.operations import ask_for_machine
from hamtaraz.grants.operations.evidence import add_evidence
from hamtaraz.grants.operations.villages import choose_aid, release_aid
from hamtaraz.grants.queries.evidence import evidence_of, moments_lacking
from hamtaraz.grants.refusals.evidence import NotAPhoto, PhotoAhead, PlaceHalfSaid
from hamtaraz.grants.refusals.machinery import TooLate
from hamtaraz.grants.refusals.villages import OneAidAVillage
from hamtaraz.grants.tests.conftest import TOLD, YEAR, Clause
from hamtaraz.kernel import jalali
from hamtaraz.kernel.refusals import Missing, Refused
from hamtaraz.letters.files import FileNotAccepted
from hamtaraz.letters.models import Attachment
from hamtaraz.workflow.walker import take


def photo(kind: str = "JPEG") -> bytes:
    memory = io.BytesIO()
    Image.new("RGB", (8, 6), "gray").save(memory, kind)
    return memory.getvalue()


@pytest.fixture
def asked(clause: Clause) -> MachineRequest:
    clause.announce()
    return ask_for_machine(clause.mayor(), TOLD, first="loader")


def test_a_photo_is_kept_with_its_moment_day_and_place(clause: Clause, asked: MachineRequest):  # S4-051
    add_evidence(asked, clause.mayor(), TOLD, moment="before", taken_on=TOLD, place="خیابان  یکم", name="1.jpg",
                 content=photo(), latitude=Decimal("37.28"), longitude=Decimal("49.58"))  # fmt: skip
    (kept,) = evidence_of(asked)
    assert (kept.moment, kept.place, kept.taken_on, kept.latitude) == ("before", "خیابان یکم", TOLD, Decimal("37.28"))
    assert moments_lacking(asked) == ["during", "after"]


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"name": "1.jpg", "content": b"\xff\xd8\xff no picture"}, NotAPhoto),
        ({"name": "1.pdf", "content": b"%PDF-1.7"}, NotAPhoto),
        ({"name": "1.exe"}, FileNotAccepted),
        ({"taken_on": TOLD + datetime.timedelta(days=1)}, PhotoAhead),
        ({"place": "  "}, Missing),
        ({"latitude": Decimal(37)}, PlaceHalfSaid),
        ({"latitude": Decimal(91), "longitude": Decimal(1)}, PlaceHalfSaid),
    ],
)
def test_what_shows_nothing_is_refused_and_not_kept(
    clause: Clause, asked: MachineRequest, more: dict[str, object], refusal: type[Refused]
):
    given = {"moment": "during", "taken_on": TOLD, "place": "میدان", "name": "1.jpg", "content": photo()} | more
    with pytest.raises(refusal):
        add_evidence(asked, clause.mayor(), TOLD, **given)
    assert not Evidence.objects.exists()
    assert not Attachment.objects.exists()


def test_a_village_uses_one_aid_a_year_and_is_free_again_when_it_is_taken_back(clause: Clause):  # S4-102, INV-23
    village = Recipient.objects.get(code="0601200001")
    choose_aid(village, YEAR, "machine")
    choose_aid(village, YEAR, "machine")
    with pytest.raises(OneAidAVillage):
        choose_aid(village, YEAR, "project")
    choose_aid(village, YEAR + 1, "project")
    release_aid(village, YEAR)
    assert choose_aid(village, YEAR, "project").kind == "project"
    assert VillageChoice.objects.count() == 2


def test_a_late_request_goes_with_its_reason_which_stays_as_a_waiver(clause: Clause, asked: MachineRequest):  # S4-031
    late = jalali.parse("1394/03/11")
    with pytest.raises(TooLate):
        take(asked, "send", actor=clause.mayor(), day=late, given={"reason": " \u200c"})
    sent = take(asked, "send", actor=clause.mayor(), day=late, given={"reason": "پست دیر رسید"})
    waiver = Waiver.objects.get()
    assert (waiver.clause, waiver.reason, waiver.act, waiver.about_id) == ("S4-031", "پست دیر رسید", sent.act, asked.pk)


def test_a_request_in_time_leaves_no_waiver_whatever_is_written(clause: Clause, asked: MachineRequest):
    take(asked, "send", actor=clause.mayor(), day=TOLD, given={"reason": "بی‌سبب"})
    assert not Waiver.objects.exists()
