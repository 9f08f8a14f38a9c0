"""A version is written by one, activated by another when its examples come true, and never changed after it is submitted."""

from __future__ import annotations

import datetime
import threading

import pytest
from django.db import DatabaseError, connection, transaction

from hamtaraz.directives import operations, queries
from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.directives.refusals import (
    ExampleFails,
    KeyDiffers,
    KeyUnfit,
    NoExample,
    NothingActive,
    NotReadable,
    NotShipped,
    NotYetInForce,
    TextTooLong,
)
from hamtaraz.directives.tests.conftest import BROKEN, SMALL, SQUARED, WRONG
from hamtaraz.kernel.refusals import ChangedMeanwhile, Missing, NotYours
from hamtaraz.law.faults import NotADirective
from hamtaraz.law.format import LARGEST_TEXT
from hamtaraz.law.shipped import shipped
from hamtaraz.people.actors import actor_of
from hamtaraz.people.models import Mandate
from hamtaraz.trail.models import Act
from hamtaraz.workflow.refusals import NotFromHere, SameHand

DAY_AFTER = datetime.timedelta(1)


def refused(story, kind, verb, *args, **more):
    """The house says no and nothing has changed."""
    before = story.world.record()
    with pytest.raises(kind):
        verb(*args, **more)
    assert story.world.record() == before


def test_a_text_becomes_a_numbered_draft_with_what_its_top_says(story):
    draft = story.written("\ufeff" + SMALL.replace("\n", "\r\n"))
    assert (draft.key, draft.number, draft.state) == ("small", 1, "draft")
    assert (draft.heading, draft.heading_en) == ("دستورالعمل کوچک", "A small directive")
    assert draft.since == datetime.date(2026, 3, 21)
    assert draft.text == SMALL  # ends of lines and the mark of the byte order are not part of it
    assert draft.author_id == story.expert.person_id
    assert story.world.tasks("consolidation_head") == []


def test_letters_of_an_arabic_keyboard_become_persian(story):
    """A condition on «کرمان» would otherwise hold for nobody, and nobody would see why."""
    draft = story.written(
        SMALL.replace("دستورالعمل کوچک", "دستورالعمل كوچك").replace(
            'formula = "population"', "formula = \"if('يزد' == 'یزد', population, 0)\""
        )
    )
    assert draft.heading == "دستورالعمل کوچک"
    assert "'یزد' == 'یزد'" in draft.text


def test_versions_of_a_key_are_counted_without_a_gap(story):
    first, second = story.written(), story.written()
    operations.withdraw(first, story.expert, story.world.day, "دوباره نوشته شد")
    third = story.written(based_on=second)
    other = story.written(SMALL.replace('"small"', '"other"'))
    assert [one.number for one in (first, second, third, other)] == [1, 2, 3, 1]
    assert third.based_on == second


def test_only_the_expert_writes(story):
    for role in ("consolidation_head", "budget_deputy", "auditor", "sector_expert"):
        actor = story.world.actor(role)
        refused(story, NotYours, operations.write_version, actor, story.world.day, SMALL)


def test_a_draft_may_have_faults_but_needs_a_name_to_be_found_by(story):
    assert story.written(BROKEN).state == "draft"
    refused(story, NotADirective, story.written, 'key = "small')
    refused(story, KeyUnfit, story.written, SMALL.replace('"small"', '"Small Towns"'))
    refused(story, KeyUnfit, story.written, SMALL.replace('title = "دستورالعمل کوچک"', 'title = " "'))
    refused(story, KeyUnfit, story.written, SMALL.replace('"small"', f'"{"s" * 65}"'))
    refused(story, TextTooLong, story.written, "#" * (LARGEST_TEXT + 1))


def test_a_version_keeps_the_key_of_its_directive(story):
    first = story.written()
    other = SMALL.replace('"small"', '"other"')
    refused(story, KeyDiffers, story.written, other, based_on=first)
    refused(story, KeyDiffers, operations.save_text, first, story.expert, story.world.day, other)


def test_a_text_is_saved_even_while_it_is_no_toml(story):
    draft = story.written()
    saved = operations.save_text(draft, story.expert, story.world.day, 'key = "sma')
    assert (saved.text, saved.heading) == ('key = "sma\n', "دستورالعمل کوچک")
    again = operations.save_text(saved, story.expert, story.world.day, SMALL.replace("کوچک", "خرد"))
    assert again.heading == "دستورالعمل خرد"
    assert [act.verb for act in Act.objects.filter(subject_id=draft.pk)] == [
        "directive.write", "directive.change", "directive.change",
    ]  # fmt: skip


def test_two_editors_of_one_draft_are_told(story):
    draft = story.written()
    operations.save_text(draft, story.expert, story.world.day, SQUARED, draft.version)
    refused(story, ChangedMeanwhile, operations.save_text, draft, story.expert, story.world.day, WRONG, draft.version)


def test_a_text_with_faults_is_not_submitted(story):
    refused(story, NotReadable, operations.submit, story.written(BROKEN), story.expert, story.world.day)


def test_submission_asks_the_head_and_closes_the_text(story):
    version = story.submitted()
    (task,) = story.world.tasks("consolidation_head")
    assert task.kind == "directive.submitted"
    act = Act.objects.get(verb="directive.submit")
    assert act.details["digest"] == version.digest
    refused(story, NotFromHere, operations.save_text, version, story.expert, story.world.day, SQUARED)


@pytest.mark.parametrize(
    "change",
    [
        "text = text || '#'",
        "digest = repeat('0', 64)",
        "heading = 'other'",
        "since = NULL",
        "state = 'draft'",
        "key = 'other'",
        "number = 7",
        "author_id = author_id + 1",
    ],
)
def test_the_database_itself_keeps_a_submitted_version(story, change):
    story.submitted()
    with (
        pytest.raises(DatabaseError, match="version of a directive"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE directives_directiveversion SET {change}")


def test_the_database_deletes_no_version(story):
    story.written()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM directives_directiveversion")


def test_activation_runs_the_examples_and_keeps_them_in_its_act(story):
    version = story.active()
    assert (version.state, version.activated_on) == ("active", story.world.day)
    act = Act.objects.get(verb="directive.activate")
    assert act.details["examples"] == [{"says": "یک به سه", "holds": True}]
    assert act.details["digest"] == version.digest
    assert story.world.tasks("consolidation_head") == []
    assert queries.examples_at_activation(version) == act.details["examples"]


def test_a_version_whose_example_fails_is_not_activated(story):
    refused(story, ExampleFails, operations.activate, story.submitted(WRONG), story.head, story.world.day)


def test_a_version_without_an_example_is_not_activated(story):
    bare = SMALL.partition("[[example]]")[0]
    refused(story, NoExample, operations.activate, story.submitted(bare), story.head, story.world.day)


def test_nobody_activates_what_they_wrote(story):  # INV-06
    version = story.submitted()
    author = Mandate.objects.select_related("person").get(pk=story.expert.mandate_id).person
    seat = story.world.organisations["mpo-consolidation"]
    mandate = Mandate.objects.create(
        province="06", person=author, role="consolidation_head", organisation=seat, since="2026-03-21"
    )
    same = actor_of(Mandate.objects.select_related("person", "organisation").get(pk=mandate.pk), 1405)
    refused(story, SameHand, operations.activate, version, same, story.world.day)
    changed = story.written()
    operations.save_text(changed, story.world.actor("consolidation_expert", hand=2), story.world.day, SQUARED)
    submitted = operations.submit(changed, story.world.actor("consolidation_expert", hand=2), story.world.day)
    refused(story, SameHand, operations.activate, submitted, same, story.world.day)


def test_the_deputy_activates_in_the_heads_place_and_nobody_else(story):
    version = story.submitted()
    for role in ("consolidation_expert", "mpo_head", "auditor"):
        refused(story, NotYours, operations.activate, version, story.world.actor(role), story.world.day)
    active = operations.activate(version, story.world.actor("budget_deputy"), story.world.day)
    assert active.state == "active"


def test_a_directive_is_not_activated_before_its_first_day(story):
    tomorrow = SMALL.replace('since = "1405-01-01"', 'since = "1405-08-01"')
    version = story.submitted(tomorrow)
    assert story.world.day == datetime.date(2026, 10, 22)  # 30 Mehr
    refused(story, NotYetInForce, operations.activate, version, story.head, story.world.day)
    assert operations.activate(version, story.head, story.world.day + DAY_AFTER).state == "active"


def test_what_was_in_force_is_replaced_and_dated_and_stays_to_be_read(story):
    first = story.active()
    later = story.world.day + DAY_AFTER
    second = operations.activate(story.submitted(SQUARED), story.head, later)
    first.refresh_from_db()
    assert (first.state, first.replaced_on) == ("replaced", later)
    assert queries.active("06", "small", story.world.day) == first
    assert queries.active("06", "small", later) == second
    assert list(queries.in_force("06", later)) == [second]
    assert list(queries.versions("06", "small")) == [second, first]
    with pytest.raises(NothingActive):
        queries.active("06", "small", story.world.day - DAY_AFTER)
    replaced = Act.objects.get(verb="directive.replace")
    assert replaced.details == {"from": "active", "to": "replaced", "by": second.pk}


def test_a_directive_stays_in_force_in_the_next_year_and_is_replaced_there(story):
    first = story.active()
    next_year = datetime.date(2027, 4, 1)
    expert, head = (
        actor_of(story.world.mandate(role), 1406) for role in ("consolidation_expert", "consolidation_head")
    )
    assert queries.active("06", "small", next_year) == first
    second = operations.write_version(expert, next_year, SQUARED, based_on=first)
    assert (second.number, second.fiscal_year) == (2, 1406)
    operations.activate(operations.submit(second, expert, next_year), head, next_year)
    assert queries.active("06", "small", next_year) == second


def test_the_head_declines_and_the_expert_withdraws_with_a_reason(story):
    declined = operations.withdraw(story.submitted(), story.head, story.world.day, "وزن‌ها مصوب نیست")
    withdrawn = operations.withdraw(story.written(), story.expert, story.world.day, "اشتباه بود")
    assert [declined.state, withdrawn.state] == ["withdrawn", "withdrawn"]
    assert story.world.tasks("consolidation_head") == []
    refused(story, Missing, operations.withdraw, story.written(), story.expert, story.world.day, " ")
    refused(story, NotFromHere, operations.withdraw, story.active(SQUARED), story.expert, story.world.day, "x")


@pytest.mark.parametrize("key", sorted(shipped()))
def test_every_shipped_directive_is_taken_over_and_activated(story, key):
    taken = operations.take_over(story.expert, story.world.day, key)
    assert taken.text == shipped()[key]
    active = operations.activate(operations.submit(taken, story.expert, story.world.day), story.head, story.world.day)
    assert queries.directive_of(active).key == key


def test_what_does_not_come_with_the_house_is_not_taken_over(story):
    refused(story, NotShipped, operations.take_over, story.expert, story.world.day, "nothing")


def test_readers_of_the_province_see_versions_and_others_do_not(story):
    version = story.written()
    for role, count in [("auditor", 1), ("sector_expert", 1), ("agency_expert", 0), ("county_secretary", 0)]:
        assert DirectiveVersion.visible_to(story.world.actor(role)).count() == count, role
    assert [found.url for found in queries.find(story.expert, "کوچک", 5)] == [version.get_absolute_url()]


def test_two_who_write_at_once_get_two_numbers(committed_db, world):
    """Without the lock both would read the same last number."""
    expert = world.actor("consolidation_expert")
    begun = threading.Barrier(2)
    found: list[int] = []

    def write() -> None:
        begun.wait()
        found.append(operations.write_version(expert, world.day, SMALL).number)
        connection.close()

    threads = [threading.Thread(target=write) for _hand in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [1, 2]
