"""The browser of the journeys, and the office in which people sit down at their desks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from stories.journeys.desks import Office
from stories.province import Province

FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--no-first-run"]  # fmt: skip
CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One headless browser for all journeys of this process: the machine's Chromium, or the one playwright installed."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "1"  # playwright keeps a loop in this thread; the house is not asynchronous
    )
    with sync_playwright() as started:
        found = CHROMIUM if Path(CHROMIUM).exists() else None
        browser = started.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def office(chromium: Browser, site, province: Province, settings) -> Iterator[Office]:
    """The office of a small province in demonstration, on a day of the story; no browser in it complained of anything."""
    settings.DEMO, settings.DEMO_DAY = True, "2026-05-22"
    opened = Office(chromium, site.url, province, settings)
    yield opened
    opened.close()
    assert opened.complaints == []
