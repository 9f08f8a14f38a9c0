"""A file is recorded whole, by whom it belongs to, from the bytes that were looked at, or not at all."""

import pytest

from hamtaraz.budget.models import Chapter, Programme
from hamtaraz.intake.kinds import KINDS
from hamtaraz.intake.models import Upload
from hamtaraz.intake.operations import discard_upload, look_at, plan_of, record_upload, take_in
from hamtaraz.intake.refusals import Expired, HasFaults, NothingToRecord, NotWaiting
from hamtaraz.intake.tests.filling import DAY, filled, written
from hamtaraz.intake.tests.hostile import LETTER, PROJECT
from hamtaraz.intake.tests.test_round_trip import LOADER
from hamtaraz.kernel.refusals import ChangedMeanwhile, NotYours
from hamtaraz.letters.models import Attachment
from hamtaraz.notices.models import CreditNotice
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role
from hamtaraz.places.models import County, IndicatorValue
from hamtaraz.projects.models import Project, ProjectYear
from hamtaraz.trail.models import Act

MILLION = 1_000_000
GOOD = {
    "divisions": {
        "counties": [
            {"code": "0601", "name": "آبادان", "name_en": "Abadan", "lat": 30.3393, "lon": "48٫2934"},
            {"code": "0602", "name": "اندیمشك"},
        ],
        "figures": [
            {"county": "0602", "key": "جمعیت", "year": "۱۳۹۵", "value": "171,412", "origin": "سرشماری"},
            {"county": "0601 – آبادان", "key": "population", "year": 1395, "value": 298091, "origin": "سرشماری ۱۳۹۵"},
        ],
    },
    "agencies": {
        "organisations": [
            {"code": "edu", "kind": "agency", "name": "آموزش‌وپرورش", "sector_group": "social"},
            {"code": "rmto", "kind": "agency", "name": "راهداری استان", "name_en": "Road Maintenance",
             "head_title": "مدیرکل", "sector_group": "infrastructure"},
        ]
    },
    "classification": {
        "sources": [{"code": "G", "name": "نفت و گاز", "legal_basis": "قانون بودجه"}],
        "chapters": [{"code": "42", "name": "کشاورزی", "sector_group": "production"},
                     {"code": "40", "name": "راه", "name_en": "Roads", "sector_group": "infrastructure"}],
        "programmes": [{"code": "4201", "name": "آبیاری", "chapter": "42"}],
    },
    "projects": {
        "projects": [
            {**PROJECT, "spent_before_rial": "۲۰۰٫۵", "progress_percent": "35٪", "unfinished": "بله"},
            {**PROJECT, "code": "p2", "title": "احداث پل بزرگ", "county": "آبادان", "start_year": 1405,
             "end_year": 1407, "total_cost_rial": "0.012", "planned_percent": 40},
        ]
    },
    "recipients": {
        "recipients": [
            {"code": "0601100001", "kind": "شهرداری", "name": "اروندکنار", "county": "0601 – آبادان",
             "first_mayor_year": 1394, "border": "بله"},
            {"code": "0601200001", "kind": "village", "name": "منیوحی", "county": "0601", "has_dehyari": "بله"},
        ],
        "figures": [
            {"recipient": "0601100001", "key": "جمعیت", "year": 1390, "count": "۱۱٬۱۷۳", "origin": "سرشماری ۱۳۹۰"},
            {"recipient": "0601100001", "key": "receipts", "year": 1393, "amount": "۴۰٬۰۰۰", "origin": "آزمون",
             "generated": "بله"},
            {"recipient": "0601200001", "key": "خانوار", "year": 1390, "count": 31, "origin": "سرشماری ۱۳۹۰"},
        ],
    },
    "notices": {"letters": [LETTER, {**LETTER, "source": "متوازن", "amount_rial": "۳۰٬۰۰۰٬۰۰۰"}]},
}  # fmt: skip


def sent(world, kind, rows=None, day=DAY):
    actor = world.actor(LOADER[kind])
    content = written(kind, actor, rows or GOOD[kind])
    return actor, take_in(KINDS[kind], actor=actor, day=day, name=f"{kind}.xlsx", content=content)


@pytest.mark.parametrize("kind", GOOD)
def test_a_good_file_is_recorded_whole_then_loads_as_the_same(world, kind):
    actor, upload = sent(world, kind)
    plan = plan_of(upload, actor=actor, day=DAY)
    assert [str(fault.refused) for fault in plan.faults] == []
    recorded = record_upload(upload, actor=actor, day=DAY, seen=plan.digest())
    assert (recorded.state, bytes(recorded.content)) == ("recorded", b"")
    again = look_at(KINDS[kind], actor=actor, day=DAY, name="a.xlsx", content=written(kind, actor, GOOD[kind]))
    assert (again.faults, again.counts.keys()) == ([], {"same"})
    handed_out = look_at(KINDS[kind], actor=actor, day=DAY, name="a.xlsx", content=filled(kind, actor))
    assert (handed_out.faults, handed_out.counts.keys()) == ([], {"same"})


def test_the_act_tells_the_hash_and_the_counts_and_the_file_stays_beside_it(world):
    actor, upload = sent(world, "divisions")
    content = bytes(upload.content)
    recorded = record_upload(upload, actor=actor, day=DAY)
    act = Act.objects.get(id=recorded.act)
    assert act.details == {"kind": "divisions", "sha256": upload.sha256, "rows": {"new": 2, "changed": 2}}
    file = Attachment.objects.get(about_kind="intake.upload", about_id=upload.pk)
    assert (bytes(file.content), file.sha256) == (content, upload.sha256)


def test_divisions_are_kept_with_their_letters_and_digits_made_right(world):
    actor, upload = sent(world, "divisions")
    record_upload(upload, actor=actor, day=DAY)
    assert County.objects.get(code="0602").name == "اندیمشک"
    assert str(County.objects.get(code="0601").lon) == "48.2934"
    assert IndicatorValue.objects.get(county__code="0602", key="population").value == 171412
    assert IndicatorValue.objects.get(county__code="0601", key="population", year=1395).value == 298091


def test_classification_is_kept_and_a_programme_may_name_a_chapter_of_the_same_file(world):
    actor, upload = sent(world, "classification")
    record_upload(upload, actor=actor, day=DAY)
    assert Programme.objects.get(code="4201").chapter.code == "42"
    assert Chapter.objects.get(code="40").name == "راه"
    act = Act.objects.get(verb="setup.change_chapters")
    assert act.details == {"changed": {"40": {"name": ["راه و ترابری", "راه"]}}}


def test_organisations_are_kept_and_one_that_is_known_changes_its_name(world):
    actor, upload = sent(world, "agencies")
    record_upload(upload, actor=actor, day=DAY)
    assert Organisation.objects.get(code="edu").sector_group == "social"
    assert Organisation.objects.get(code="rmto").name == "راهداری استان"


def test_projects_are_kept_in_whole_rials_with_their_standing(world):
    actor, upload = sent(world, "projects")
    record_upload(upload, actor=actor, day=DAY)
    project = Project.objects.get(code="n1")
    standing = ProjectYear.objects.get(project=project, fiscal_year=1405)
    assert (project.total_cost_rial, project.origin, project.sort_key != "") == (
        1200 * MILLION,
        "county_committee",
        True,
    )
    assert (standing.spent_before_rial, standing.progress_percent, standing.unfinished) == (200_500_000, 35, True)
    changed = Project.objects.get(code="p2")
    assert (changed.title, changed.total_cost_rial, changed.version) == ("احداث پل بزرگ", 12_000, 2)


def test_central_notices_become_drafts_which_another_hand_confirms(world):  # S0-11, S0-45
    actor, upload = sent(world, "notices")
    record_upload(upload, actor=actor, day=DAY)
    notice = CreditNotice.objects.get(letter_number="114203")
    assert (notice.state, notice.total_rial) == ("draft", 30_000_005 * MILLION)
    assert world.total("received") == 0


def test_a_draft_notice_takes_another_source_and_keeps_the_one_the_file_leaves_out(world):
    actor, upload = sent(world, "notices", {"letters": [LETTER]})
    record_upload(upload, actor=actor, day=DAY)
    actor, upload = sent(world, "notices", {"letters": [{**LETTER, "source": "B"}]})
    record_upload(upload, actor=actor, day=DAY)
    notice = CreditNotice.objects.get(letter_number="114203")
    assert {line.source: line.amount_rial for line in notice.notice_lines.all()} == {"P": 5 * MILLION, "B": 5 * MILLION}


def test_a_confirmed_notice_is_not_changed_by_a_file(world):
    actor, upload = sent(world, "notices")
    record_upload(upload, actor=actor, day=DAY)
    CreditNotice.objects.update(state="issued")
    _actor, upload = sent(world, "notices", {"letters": [{**LETTER, "amount_rial": 6}]})
    faults = plan_of(upload, actor=actor, day=DAY).faults
    assert [(fault.cell, fault.refused.key) for fault in faults] == [("A2", "intake.confirmed_already")]


def test_rows_of_one_letter_that_disagree_are_told_at_their_cells(world):
    rows = [LETTER, {**LETTER, "source": "B", "dated_on": "1405/02/15"}]
    actor, upload = sent(world, "notices", {"letters": rows})
    faults = plan_of(upload, actor=actor, day=DAY).faults
    assert [(fault.cell, fault.refused.key) for fault in faults] == [("B3", "intake.letter_says_two_things")]


def test_a_letter_of_a_day_to_come_is_told_at_its_cell(world):
    actor, upload = sent(world, "notices", {"letters": [{**LETTER, "dated_on": "1405/12/01"}]})
    assert [fault.cell for fault in plan_of(upload, actor=actor, day=DAY).faults] == ["B2"]


def test_one_fault_keeps_the_whole_file_out_and_changes_nothing(world):
    rows = {"projects": [PROJECT, {**PROJECT, "code": "n2", "agency": "nobody", "end_year": 1300}]}
    actor, upload = sent(world, "projects", rows)
    assert [fault.cell for fault in plan_of(upload, actor=actor, day=DAY).faults] == ["C3", "G3"]
    before = world.record()
    with pytest.raises(HasFaults):
        record_upload(upload, actor=actor, day=DAY)
    assert world.record() == before


def test_what_a_room_refuses_while_rows_are_written_takes_back_every_row(world, monkeypatch):
    actor, upload = sent(world, "projects")
    before = world.record()

    def refuse(*args, **kwargs):
        raise NotYours()

    monkeypatch.setattr("hamtaraz.intake.kinds.projects.update_project", refuse)
    with pytest.raises(NotYours):
        record_upload(upload, actor=actor, day=DAY)
    assert world.record() == before


def test_a_house_that_moved_on_since_the_person_looked_is_shown_again(world):
    actor, upload = sent(world, "projects")
    seen = plan_of(upload, actor=actor, day=DAY).digest()
    Project.objects.filter(code="p2").update(title="نام دیگر")
    before = world.record()
    with pytest.raises(ChangedMeanwhile):
        record_upload(upload, actor=actor, day=DAY, seen=seen)
    assert world.record() == before


def test_a_file_that_says_what_is_known_has_nothing_to_record(world):
    actor = world.actor(Role.OPERATOR)
    upload = take_in(KINDS["projects"], actor=actor, day=DAY, name="a.xlsx", content=filled("projects", actor))
    with pytest.raises(NothingToRecord):
        record_upload(upload, actor=actor, day=DAY)


def test_a_recorded_or_discarded_file_no_longer_waits(world):
    actor, upload = sent(world, "projects")
    record_upload(upload, actor=actor, day=DAY)
    with pytest.raises(NotWaiting):
        record_upload(upload, actor=actor, day=DAY)
    actor, upload = sent(world, "divisions")
    assert bytes(discard_upload(upload, actor=actor, day=DAY).content) == b""
    with pytest.raises(NotWaiting):
        record_upload(upload, actor=actor, day=DAY)


def test_a_file_waits_three_days_and_is_swept_when_another_comes(world):
    late = DAY.replace(day=DAY.day + 4)
    actor, upload = sent(world, "projects")
    with pytest.raises(Expired):
        record_upload(upload, actor=actor, day=late)
    sent(world, "projects", day=late)
    assert Upload.objects.get(pk=upload.pk).state == "discarded"


def test_what_the_book_knows_a_project_by_is_not_changed_by_a_file(world):
    world.put(
        "committee_approved", 5, source="P", county="0601", chapter="40", programme="4001", agency="rmto", project="p2"
    )
    row = {**PROJECT, "code": "p2", "county": "0603", "agency": "abfa"}
    actor, upload = sent(world, "projects", {"projects": [row]})
    found = [(fault.cell, fault.refused.key) for fault in plan_of(upload, actor=actor, day=DAY).faults]
    assert sorted(found) == [("C2", "intake.stays_as_it_is"), ("E2", "intake.stays_as_it_is")]


def test_kind_of_an_organisation_and_chapter_of_a_programme_stay(world):
    rows = {"organisations": [{"code": "rmto", "kind": "audit", "name": "راهداری"}]}
    actor, upload = sent(world, "agencies", rows)
    assert [fault.cell for fault in plan_of(upload, actor=actor, day=DAY).faults] == ["B2"]
    rows = {"programmes": [{"code": "4001", "name": "برنامه", "chapter": "41"}]}
    actor, upload = sent(world, "classification", rows)
    assert [fault.cell for fault in plan_of(upload, actor=actor, day=DAY).faults] == ["D2"]


def test_budget_consolidation_reviews_no_chapter(world):  # S0-45
    rows = {"chapters": [{"code": "50", "name": "فصل", "sector_group": "consolidation"}]}
    actor, upload = sent(world, "classification", rows)
    assert [fault.cell for fault in plan_of(upload, actor=actor, day=DAY).faults] == ["E2"]


def test_an_amount_a_thousand_times_the_others_is_doubted_and_not_refused(world):
    rows = [{**PROJECT, "code": f"n{n}", "total_cost_rial": 1200 + n} for n in range(6)]
    rows.append({**PROJECT, "code": "n9", "total_cost_rial": 1_200_000_000})
    actor, upload = sent(world, "projects", {"projects": rows})
    plan = plan_of(upload, actor=actor, day=DAY)
    assert plan.faults == []
    assert [(fault.cell, fault.refused.key) for fault in plan.doubts] == [("H8", "intake.out_of_scale")]


def test_a_code_that_became_a_number_is_doubted(world):
    actor, upload = sent(world, "projects", {"projects": [{**PROJECT, "code": 1005001001}]})
    plan = plan_of(upload, actor=actor, day=DAY)
    assert (plan.faults, [fault.cell for fault in plan.doubts]) == ([], ["A2"])
    assert plan.rows["projects"][0].values["code"] == "1005001001"


@pytest.mark.parametrize("kind", GOOD)
def test_only_the_roles_of_a_kind_may_load_it(world, kind):
    content = written(kind, world.actor(LOADER[kind]), GOOD[kind])
    for role in set(Role) - KINDS[kind].roles:
        with pytest.raises(NotYours):
            take_in(KINDS[kind], actor=world.actor(role), day=DAY, name="a.xlsx", content=content)


@pytest.mark.parametrize(
    ("figure", "column"),
    [({"key": "receipts", "count": 40_000}, "amount"), ({"key": "جمعیت", "amount": 20_000}, "count")],
)
def test_money_among_counts_and_counts_among_money_are_refused_by_their_cell(world, figure, column):  # S4-011
    rows = GOOD["recipients"] | {"figures": [{"recipient": "0601100001", "year": 1390, "origin": "آزمون"} | figure]}
    actor, upload = sent(world, "recipients", rows)
    (fault,) = plan_of(upload, actor=actor, day=DAY).faults
    assert (type(fault.refused).__name__, fault.cell[0]) == ("WrittenElsewhere", "D" if column == "count" else "E")


def test_a_town_under_another_county_is_refused_by_its_cell(world):
    rows = {"recipients": [GOOD["recipients"]["recipients"][0] | {"county": "0603"}]}
    actor, upload = sent(world, "recipients", rows)
    (fault,) = plan_of(upload, actor=actor, day=DAY).faults
    assert (type(fault.refused).__name__, fault.cell) == ("OutsideItsCounty", "A2")
