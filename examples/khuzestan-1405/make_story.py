"""Make agency_notices.csv, agreements.csv, ceilings.csv and allotments.csv from projects.csv and story.toml.

Like make_projects.py: no random generator, the same bytes every time.
"""

import sys
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from hamtaraz.kernel import jalali

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from make_projects import Row, as_csv, draw, read  # noqa: E402

NOTICE_COLUMNS = ("number", "date", "agency", "origin", "round", "amount_rial", "projects")
STEPS = (
    "drafted_on",
    "submitted_on",
    "returned_on",
    "resubmitted_on",
    "sector_approved_on",
    "consolidation_approved_on",
    "deputy_approved_on",
    "agency_signed_on",
    "mpo_signed_on",
    "notified_on",
)
AGREEMENT_COLUMNS = (
    *(
        "number",
        "title",
        "agency",
        "programme",
        "origin",
        "round",
        "notice",
        "projects",
        "credit_rial",
        "state",
    ),
    *STEPS,
    *("return_reason", "exchange_number"),
)
CEILING_COLUMNS = ("notice", "source", "chapter", "ceiling_rial")
LINE_COLUMNS = (
    "number",
    "notified_on",
    "central_notice",
    "agreement",
    "agency",
    "project",
    "source",
    "chapter",
    "kind",
    "amount_rial",
)

REACHED = {
    "not_drafted": (),
    "draft": STEPS[:1],
    "sector_review": STEPS[:2],
    "returned": STEPS[:3],
    "resubmitted": STEPS[:4],
    "consolidation_review": STEPS[:5],
    "deputy_review": STEPS[:6],
    "awaiting_agency_signature": STEPS[:7],
    "awaiting_mpo_signature": STEPS[:8],
    "signed": STEPS[:9],
    "notified": STEPS,
}
"""The steps an agreement has behind it in each state; a return is taken only where one is drawn."""

EARLY = ("not_drafted", "not_drafted", "draft", "sector_review", "returned", "returned", "resubmitted")
MIDDLE = (
    "consolidation_review",
    "deputy_review",
    "awaiting_agency_signature",
    "awaiting_mpo_signature",
    "signed",
)
DAYS = (9, 4, 3, 4, 4, 3, 2, 4, 2, 2)
"""About how many days each step takes, in the order of STEPS."""

REASONS = (
    "محل اجرای پروژه و مختصات آن با صورتجلسهٔ کمیتهٔ برنامه‌ریزی شهرستان مطابقت ندارد.",
    "پیشرفت برنامه‌ای سال جاری با اعتبار پیش‌بینی‌شده تناسب ندارد؛ اصلاح شود.",
    "روش اجرای پروژه با سقف عملیات امانی دستگاه سازگار نیست.",
    "هدف کمی و واحد سنجش پروژه تکمیل نشده است.",
    "هزینهٔ سال‌های پیش با عملکرد قطعی سال ۱۴۰۴ مغایرت دارد.",
    "فصل اقتصادی تجهیزات جدا از ساختمان و مستحدثات درج شود.",
)


def agency_notices(projects: list[Row], story: dict) -> Iterator[Row]:
    """Give one notice per agency, origin and round, numbered in the order of agencies (S0-17, S0-43)."""
    rounds = {county["code"]: county["round"] for county in story["county"] if "round" in county}
    province_wide = story["province_wide_notices"]
    sendings = [(province_wide | {"notice_date": province_wide["date"], "number": 0}), *story["round"]]
    for sending in sendings:
        if sending["number"] == 0:
            mine = [row for row in projects if row["origin"] == "provincial_council"]
        else:
            mine = [row for row in projects if rounds.get(row["county"]) == sending["number"]]
        agencies = sorted({row["agency"] for row in mine} - set(sending["without_notice"]))
        for place, agency in enumerate(agencies):
            own = [row for row in mine if row["agency"] == agency]
            yield {
                "number": f"82/1405/{sending['first_number'] + place}",
                "date": sending["notice_date"],
                "agency": agency,
                "origin": own[0]["origin"],
                "round": str(sending["number"]),
                "amount_rial": str(total(own)),
                "projects": " ".join(row["code"] for row in own),
            }


def total(rows: Iterable[Row]) -> int:
    """Add up this year's credit of projects, in rials."""
    return sum(int(row["credit_1405_rial"]) for row in rows)


def agreements(projects: list[Row], notices: list[Row], today: date) -> Iterator[Row]:
    """Give one agreement per notice and programme, each as far as its own luck has carried it."""
    by_code = {row["code"]: row for row in projects}
    programmes = {row["code"]: row["name"] for row in read("programmes.csv")}
    number = 0
    for notice in notices:
        own = [by_code[code] for code in notice["projects"].split()]
        for programme in sorted({row["programme"] for row in own}):
            number += 1
            lines = [row for row in own if row["programme"] == programme]
            name = programmes[programme]
            yield {
                "number": str(number),
                "title": lines[0]["title"] if len(lines) == 1 else f"پروژه‌های برنامهٔ {name}",
                "agency": notice["agency"],
                "programme": programme,
                "origin": notice["origin"],
                "round": notice["round"],
                "notice": notice["number"],
                "projects": " ".join(row["code"] for row in lines),
                "credit_rial": str(total(lines)),
            } | course(str(number), notice, today)


def course(number: str, notice: Row, today: date) -> Row:
    """Give an agreement its state and the day of each step it has behind it."""
    state = state_of(number, int(notice["round"]))
    since = jalali.parse(notice["date"])
    steps = [
        step
        for step in REACHED[state]
        if step not in ("returned_on", "resubmitted_on")
        or state in ("returned", "resubmitted")
        or draw(4, "return", number) == 0
    ]
    gaps = [1 + draw(DAYS[STEPS.index(step)], "gap", number, step) for step in steps]
    room = (today - since).days - sum(gaps) - 3 * len(gaps)
    if state == "notified":
        start = draw(max(1, min(room, 45)), "start", number)
    else:
        start = max(0, room - draw(6, "start", number))
    row = {"state": "sector_review" if state == "resubmitted" else state}
    day = since + timedelta(days=start)
    for step, gap in zip(steps, gaps, strict=True):
        day = office_day(day + timedelta(days=gap))
        row[step] = jalali.show(day, language="en")
    if "returned_on" in row:
        fitting = REASONS if notice["origin"] == "county_committee" else REASONS[1:]
        row["return_reason"] = fitting[draw(len(fitting), "reason", number)]
    return row


def exchanged(every_agreement: list[Row]) -> list[Row]:
    """Number the notified agreements in the order of their days."""
    notified = [row for row in every_agreement if "notified_on" in row]
    notified.sort(key=lambda row: (row["notified_on"], int(row["number"])))
    numbers = {row["number"]: f"82/1405/{place}" for place, row in enumerate(notified, 5001)}
    return [row | {"exchange_number": numbers.get(row["number"], "")} for row in every_agreement]


def state_of(number: str, sent_in: int) -> str:
    """Choose how far an agreement is: later rounds are less far."""
    notified, middle = {0: (52, 78), 1: (55, 85), 2: (30, 70), 3: (0, 25)}[sent_in]
    luck = draw(100, "luck", number)
    if luck < notified:
        return "notified"
    choices = MIDDLE if luck < middle else EARLY
    return choices[draw(len(choices), "state", number)]


def office_day(day: date) -> date:
    """Move a Thursday or a Friday to the next Saturday."""
    return day + timedelta(days={3: 2, 4: 1}.get(day.weekday(), 0))


def ceilings(distribution: dict, notice: dict) -> Iterator[Row]:
    """Give each source and chapter the notice's percent of its lines, exactly (domain.md 2.1)."""
    lines = distribution["run"][0]["line"]
    for source in dict.fromkeys(line["source"] for line in lines):
        for chapter in sorted({line["chapter"] for line in lines if line["source"] == source}):
            credit = sum(
                line["county_rial"] + line["province_wide_rial"]
                for line in lines
                if (line["source"], line["chapter"]) == (source, chapter)
            )
            yield {
                "notice": notice["number"],
                "source": source,
                "chapter": chapter,
                "ceiling_rial": str(credit * notice["percent"] // 100),
            }


def allotments(projects: list[Row], every_agreement: list[Row], story: dict) -> Iterator[Row]:
    """Give each project of an agreement notified in time its cash and its treasury bills of 22 percent."""
    by_code = {row["code"]: row for row in projects}
    done: set[str] = set()
    for sending in story["allotment_round"]:
        ready = [
            row
            for row in every_agreement
            if row["number"] not in done and "" < row.get("notified_on", "") <= sending["agreements_notified_until"]
        ]
        agencies = sorted({row["agency"] for row in ready})
        for agreement in sorted(ready, key=lambda row: (row["agency"], int(row["number"]))):
            done.add(agreement["number"])
            for code in agreement["projects"].split():
                project = by_code[code]
                for kind, per_mille in (("cash", 154), ("treasury_bill", 66)):
                    yield {
                        "number": f"82/1405/{sending['first_number'] + agencies.index(agreement['agency'])}",
                        "notified_on": sending["notified_on"],
                        "central_notice": sending["central_notice"],
                        "agreement": agreement["number"],
                        "agency": agreement["agency"],
                        "project": code,
                        "source": project["source"],
                        "chapter": project["chapter"],
                        "kind": kind,
                        "amount_rial": str(int(project["credit_1405_rial"]) * per_mille // 1000),
                    }


def parse_toml(name: str) -> dict:
    """Read one of the TOML files beside this one."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def make() -> dict[str, tuple[tuple[str, ...], list[Row]]]:
    """Give the columns and rows of the four files."""
    story, projects = parse_toml("story.toml"), read("projects.csv")
    notices = list(agency_notices(projects, story))
    every_agreement = exchanged(list(agreements(projects, notices, jalali.parse(story["today"]))))
    first_notice = parse_toml("allotment.toml")["notice"][0]
    return {
        "agency_notices.csv": (NOTICE_COLUMNS, notices),
        "agreements.csv": (AGREEMENT_COLUMNS, every_agreement),
        "ceilings.csv": (CEILING_COLUMNS, list(ceilings(parse_toml("distribution.toml"), first_notice))),
        "allotments.csv": (LINE_COLUMNS, list(allotments(projects, every_agreement, story))),
    }


if __name__ == "__main__":
    for name, (columns, rows) in make().items():
        (HERE / name).write_text(as_csv(columns, rows), encoding="utf-8", newline="")
        sys.stdout.write(f"{name}: {len(rows)} rows\n")
