"""People at their desks: a browser each, and the few things a person does with a page."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from hamtaraz.kernel.refusals import Refused
from hamtaraz.workflow.tables import TASK_KINDS
from stories.province import BY_PASSWORD, FIRST_PASSWORD, MILLION, Province, day_of

OWN_PASSWORD = "bagh-e-anar-1405"
WIDE, PHONE = {"width": 1366, "height": 900}, {"width": 390, "height": 844}
WATCH = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


def word(msgid: str) -> str:
    """A word of the house as its Persian pages say it."""
    with translation.override("fa"):
        said = translation.gettext(msgid)
    assert said != msgid, f"“{msgid}” has no Persian"
    return said


@dataclass
class Office:
    """Where the people of the province sit: one browser context per person, and whatever a browser complained of."""

    browser: Browser
    url: str
    province: Province
    settings: Any
    complaints: list[str] = field(default_factory=list)
    _desks: dict[tuple[str, ...], Desk] = field(default_factory=dict)
    _pictures: int = 0

    @property
    def day(self) -> datetime.date:
        """The day of the story."""
        return datetime.date.fromisoformat(self.settings.DEMO_DAY)

    def turns_to(self, jalali_day: str) -> None:
        """The story goes on, on another day."""
        self.settings.DEMO_DAY = day_of(jalali_day).isoformat()

    def desk(self, username: str, role: str = "", organisation: str = "") -> Desk:
        """The desk of a person under one mandate, sat down at by its role card on first use."""
        key = (username, role, organisation)
        if key not in self._desks:
            desk = Desk(self, username, self.new_page())
            if username == BY_PASSWORD:
                desk.signs_in_by_password()
            else:
                desk.sits_down(self.province.mandate(*key).pk)
            self._desks[key] = desk
        return self._desks[key]

    def new_page(self, viewport: dict[str, int] | None = None, scheme: str = "light") -> Page:
        """A page of a new context that watches for errors and violations of the policy."""
        context: BrowserContext = self.browser.new_context(
            viewport=viewport or WIDE, locale="fa-IR", color_scheme=scheme, reduced_motion="reduce"
        )
        context.set_default_timeout(10_000)
        context.add_init_script(WATCH)
        page = context.new_page()
        page.on("console", lambda said: self._hear(page, said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        return page

    def _hear(self, page: Page, kind: str, words: str) -> None:
        refusal_or_unseen = "status of 409" in words or "status of 404" in words
        if kind in ("error", "warning") and not refusal_or_unseen:
            self.complaints.append(f"{page.url}: {words}")

    def keep_picture(self, page: Page, name: str) -> None:
        """Keep what the page looks like, if somebody wants to look at it."""
        folder = os.environ.get("HAMTARAZ_PICTURES")
        if folder:
            self._pictures += 1
            page.screenshot(path=str(Path(folder) / f"{self._pictures:03d}-{name}.png"), full_page=True)

    def close(self) -> None:
        """Everybody goes home."""
        for context in self.browser.contexts:
            context.close()


@dataclass
class Desk:
    """A person at a browser."""

    office: Office
    name: str
    page: Page

    # --- coming in -----------------------------------------------------------------------------

    def sits_down(self, mandate: int) -> None:
        """Sign in by the role card of a mandate."""
        self.page.goto(f"{self.office.url}/roles/")
        card = self.page.locator(f"button[name=mandate][value='{mandate}']")
        if not card.is_visible():
            self.page.locator("summary").click()
        card.click()
        expect(self.page).to_have_url(f"{self.office.url}/")

    def signs_in_by_password(self) -> None:
        """Be refused with a wrong password, sign in with the first one, and choose one of one's own."""
        self.page.goto(f"{self.office.url}/sign-in/?password")
        self.writes("User name", self.name).writes("Password", OWN_PASSWORD).presses("Sign in")
        expect(self.page.get_by_role("alert")).to_be_visible()
        self.writes("User name", self.name).writes("Password", FIRST_PASSWORD).presses("Sign in")
        boxes = self.page.locator("input[type=password]")
        for place, password in enumerate((FIRST_PASSWORD, OWN_PASSWORD, OWN_PASSWORD)):
            boxes.nth(place).fill(password)
        self.presses("Keep the new password")

    # --- looking -------------------------------------------------------------------------------

    def opens(self, address: str) -> Desk:
        """Go to an address of the house."""
        self.page.goto(f"{self.office.url}{address}")
        return self

    def goes_to(self, title: str) -> Desk:
        """Follow the navigation, from the inbox where the page at hand has none."""
        if not self.page.locator("#navigation").count():
            self.opens("/")
        return self._arrives(self.page.locator("#navigation").get_by_role("link", name=word(title)).first)

    def finds_waiting(self, kind: str, due_in: int | None, about: str = "") -> Locator:
        """A row of the inbox says this task, due in so many days from today; gives its row."""
        self.opens("/")
        with translation.override("fa"):
            label = str(TASK_KINDS[kind].label)
        row = self.page.locator("tbody tr", has_text=label)
        if about:
            row = row.filter(has_text=about)
        expect(row.first).to_be_visible()
        due = None if due_in is None else self.office.day + datetime.timedelta(due_in)
        assert due in {task.due_on for task in self.office.province.waiting(kind)}, f"{label}: due on another day"
        return row.first

    def takes_up(self, kind: str, due_in: int | None, about: str = "") -> Desk:
        """Open the task of that kind from the inbox."""
        row = self.finds_waiting(kind, due_in, about)
        self.office.keep_picture(self.page, f"inbox-{self.name}")
        return self._arrives(row.locator("a.btn"))

    def reads(self, *words: str) -> Desk:
        """The page says this."""
        for one in words:
            expect(self.page.locator("main").first).to_contain_text(one)
        return self

    def sees(self, msgid: str) -> Desk:
        """The page says this sentence of the house."""
        return self.reads(word(msgid))

    # --- doing ---------------------------------------------------------------------------------

    def presses(self, label: str, among: Locator | None = None) -> Desk:
        """Press a button or follow a link by its label, and arrive."""
        return self._arrives(self._named(label, among))

    def follows(self, text: str) -> Desk:
        """Follow a link by what it says."""
        return self._arrives(self.page.locator("main").get_by_role("link", name=text).first)

    def says_yes(self, label: str = "", button: Locator | None = None) -> Desk:
        """Press a button that asks first, named by its label or found on the page, and answer yes."""
        (button or self._named(label)).click()
        return self._arrives(self.page.locator("dialog#confirm[open] button[value=yes]"))

    def gives_reason(self, label: str, reason: str, sends: str = "") -> Desk:
        """Press a button that opens a dialog, write the reason, and send it."""
        self._named(label).click()
        dialog = self.page.locator("dialog[open]")
        dialog.locator("textarea[name=reason]").fill(reason)
        self.office.keep_picture(self.page, f"reason-{self.name}")
        return self._arrives(dialog.get_by_role("button", name=word(sends or label)))

    def sends_dialog(self, label: str, **fields: str) -> Desk:
        """Press a button that opens a dialog, fill its boxes, and send it."""
        self._named(label).click()
        dialog = self.page.locator("dialog[open]")
        for name, words in fields.items():
            dialog.locator(f"[name={name}]").fill(words)
        self.page.keyboard.press("Tab")  # the calendar of a day's box goes with it
        self.office.keep_picture(self.page, f"dialog-{self.name}")
        return self._arrives(dialog.get_by_role("button", name=word(label)))

    def writes(self, label: str, text: str, among: Locator | None = None) -> Desk:
        """Fill a box by its label."""
        (among or self.page).get_by_label(word(label), exact=False).first.fill(text)
        return self

    def chooses(self, label: str, option: str, among: Locator | None = None) -> Desk:
        """Choose an option of a list by its value."""
        (among or self.page).get_by_label(word(label)).first.select_option(option)
        return self

    def ticks(self, locator: str, *, but: int = 0) -> Desk:
        """Tick boxes, all but the last few."""
        boxes = self.page.locator(locator)
        count = boxes.count()
        for place in range(count):
            boxes.nth(place).set_checked(place < count - but)
        return self

    @contextmanager
    def refused(self, reason: type[Refused]) -> Iterator[None]:
        """What is pressed inside is refused: the page says the sentence of `reason`, and the record is what it was."""
        before = self.office.province.record()
        yield
        main = self.page.locator("main").first
        for piece in re.split(r"%\(\w+\)s", word(reason.sentence)):
            if piece.strip(" «»،.؛:"):
                expect(main).to_contain_text(piece.strip())
        changed = sorted(set(self.office.province.record().splitlines()) ^ set(before.splitlines()))
        assert changed == [], f"{reason.__name__}: refused, and this changed: {changed}"
        self.office.keep_picture(self.page, f"refused-{reason.__name__}")

    def sees_no_page(self, address: str) -> None:
        """For this person there is no such page."""
        answer = self.page.goto(f"{self.office.url}{address}")
        assert answer is not None
        assert answer.status == 404, f"{self.name} opens {address}: {answer.status}"

    def _named(self, label: str, among: Locator | None = None) -> Locator:
        place = among or self.page.locator("main").first
        said = word(label)
        button = place.get_by_role("button", name=said, exact=True)
        return button.first if button.count() else place.get_by_role("link", name=said).first

    def _arrives(self, by: Locator) -> Desk:
        """Click what leads to another page, and wait until it is there (a script may touch the address before)."""
        with self.page.expect_event("load"):
            by.click()
        self.office.keep_picture(self.page, re.sub(r"\W+", "-", self.page.url.split("/", 3)[-1]) or "home")
        return self


def millions(amount_rial: int) -> str:
    """An amount as a person types it in million rials."""
    assert amount_rial % MILLION == 0
    return str(amount_rial // MILLION)
