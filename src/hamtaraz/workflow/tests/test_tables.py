"""What the tables hold to while they are written."""

import pytest

from hamtaraz.workflow import tables


def test_an_errand_has_one_owner(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tables, "TASK_KINDS", {})
    tables.task_kind("test.owned", "—", "—")
    with pytest.raises(AssertionError, match=r"test\.owned"):
        tables.task_kind("test.owned", "—", "—")
