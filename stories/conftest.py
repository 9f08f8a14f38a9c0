"""What stories play in: a small province, kept until the end of the story or committed for browsers to see."""

from __future__ import annotations

import pytest

from stories.province import Province, found_the_province
from stories.year import Year


@pytest.fixture
def province(request: pytest.FixtureRequest) -> Province:
    """The small province before its year begins; committed where the story also asks for `site` or `committed_db`."""
    request.getfixturevalue("committed_db" if "committed_db" in request.fixturenames else "db")
    return found_the_province()


@pytest.fixture
def year(province: Province) -> Year:
    """The year of the small province, to be played."""
    return Year(province)
