"""A project is found by its words in any order, in Arabic or Persian letters, whole or begun."""

import pytest

from hamtaraz.conftest import World
from hamtaraz.people.roles import Role


@pytest.mark.parametrize("words", ["تکمیل راه", "راه روستایی", "روستایی تکمیل", "روستايي", "رو راه", "p1"])
def test_words_find_a_project_wherever_they_stand(world: World, words: str) -> None:
    page = world.client(Role.AUDITOR).get("/search/", {"q": words})
    assert "تکمیل راه روستایی" in [found.title for found in page.context["found"]]


def test_a_word_it_does_not_hold_finds_nothing(world: World) -> None:
    page = world.client(Role.AUDITOR).get("/search/", {"q": "راه دریایی"})
    assert page.context["found"] == []
