"""Facts of papers to print in tests: an invented office of the example province, no real person."""

from typing import Any

SOURCES = ["استانی", "توازن منطقه‌ای", "سه درصد نفت و گاز"]


def paper(**more: Any) -> dict[str, Any]:
    """What every sample shares."""
    return {
        "parent": "سازمان برنامه و بودجهٔ کشور",
        "organisation": "سازمان مدیریت و برنامه‌ریزی استان خوزستان",
        "office": "معاونت هماهنگی برنامه و بودجه – گروه تلفیق بودجه",
        "number": "۱۴۰۵/۱۲۳۴-۷",
        "dated_on": "2026-06-14",
        "code": "HT-7K4M-2Q9X",
        "fiscal_year": 1405,
        "province": "خوزستان",
        **more,
    }


HEAD = {
    "name": "نمونه نام‌خانوادگی",
    "position": "رئیس سازمان",
    "organisation": "سازمان مدیریت و برنامه‌ریزی استان خوزستان",
}
COUNCIL = {"kind": "council_resolution", "number": "1405/3", "dated_on": "2026-05-20"}
LAW = {"kind": "law", "title": "قانون بودجهٔ سال ۱۴۰۵ کل کشور"}


def project(place: int, amount: int = 12_500_000_000, **more: Any) -> dict[str, Any]:
    """A project row of an agency notice."""
    return {
        "code": f"40302{place:05d}",
        "title": f"تکمیل آموزشگاه شمارهٔ {place} با ۱۲ کلاس درس و نمازخانه",
        "county": "اهواز",
        "chapter": "آموزش",
        "programme": "آموزش عمومی",
        "source": SOURCES[place % 3],
        "amount_rial": str(amount + place),
        **more,
    }


def group(origin: str, rows: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A group of an agency notice, its total the sum of its rows."""
    total = sum(int(row["amount_rial"]) for row in rows)
    return {"origin": origin, "rows": rows, "total_rial": str(total), **more}


def agency_notice(county: int = 5, province_wide: int = 3, **more: Any) -> dict[str, Any]:
    """An agency notice with so many projects of each origin."""
    groups = [
        group(
            "county_committee",
            [project(place) for place in range(1, county + 1)],
            county="اهواز",
            resolution={"number": "2", "dated_on": "2026-06-01"},
        ),
        group(
            "provincial_council",
            [project(100 + place) for place in range(1, province_wide + 1)],
            resolution={"number": "1405/3", "dated_on": "2026-05-20"},
        ),
    ]
    return paper(
        notice="agency",
        agency="ادارهٔ کل نوسازی مدارس استان خوزستان",
        addressee=["مدیرکل محترم نوسازی مدارس استان خوزستان"],
        basis=[LAW, COUNCIL],
        groups=groups,
        total_rial=str(sum(int(one["total_rial"]) for one in groups)),
        signatures=[HEAD],
        copies=["گروه امور اجتماعی برای آگاهی و پیگیری", "ذی‌حسابی دستگاه"],
        **more,
    )


def central_notice(**more: Any) -> dict[str, Any]:
    """The notice of the centre by source."""
    rows = [
        {"code": f"5300{place}", "source": source, "amount_rial": str(9_876_543_210_000 // place)}
        for place, source in enumerate(SOURCES, 1)
    ]
    return paper(
        notice="central",
        addressee=["رئیس محترم سازمان مدیریت و برنامه‌ریزی استان خوزستان"],
        basis=[LAW],
        sources=rows,
        total_rial=str(sum(int(row["amount_rial"]) for row in rows)),
        signatures=[HEAD],
        **more,
    )


def matrix(heads: list[str], titles: list[list[str]], columns: list[dict[str, str]], **more: Any) -> dict[str, Any]:
    """A matrix of made-up amounts, its totals right."""
    amounts = [
        [(place + 3) * (column + 7) * 1_234_567_891 for column in range(len(columns))] for place in range(len(titles))
    ]
    return {
        "heads": heads,
        "columns": columns,
        "rows": [
            {"heads": said, "amounts_rial": [str(one) for one in row], "total_rial": str(sum(row))}
            for said, row in zip(titles, amounts, strict=True)
        ],
        "column_totals_rial": [str(sum(column)) for column in zip(*amounts, strict=True)],
        "total_rial": str(sum(map(sum, amounts))),
        **more,
    }


def county_notice(**more: Any) -> dict[str, Any]:
    """A county notice: chapter and programme by source."""
    table = matrix(
        ["chapter", "programme"],
        [
            ["آموزش و پرورش", "آموزش عمومی"],
            ["آموزش و پرورش", "تربیت بدنی مدارس"],
            ["عمران شهری و روستایی", "بهسازی معابر و راه‌های روستایی"],
            ["منابع آب", "تأمین آب روستایی"],
            ["سلامت", "بهداشت و درمان"],
        ],
        [{"title": source} for source in SOURCES],
    )
    return paper(
        notice="county",
        county="دشت آزادگان",
        addressee=["فرماندار محترم شهرستان دشت آزادگان و رئیس کمیتهٔ برنامه‌ریزی شهرستان"],
        basis=[COUNCIL],
        matrix=table,
        total_rial=table["total_rial"],
        signatures=[HEAD],
        copies=["استانداری خوزستان – معاونت هماهنگی امور اقتصادی"],
        **more,
    )


def minutes(projects: int = 6, **more: Any) -> dict[str, Any]:
    """Minutes with a distribution and a list of projects, unfinished ones first."""
    rows = [
        project(place, unfinished=place <= projects // 2, total_cost_rial=str(90_000_000_000 * place))
        for place in range(1, projects + 1)
    ]
    members = ["استاندار", "رئیس سازمان مدیریت و برنامه‌ریزی", "فرماندار", "مدیرکل راه و شهرسازی", "دبیر شورا"]
    return paper(
        session_number="1405/3",
        held_on="2026-05-20",
        held_at="۹:۳۰",
        place="سالن جلسات استانداری",
        county="دشت آزادگان",
        attendance=[
            {
                "name": f"عضو نمونهٔ {place}",
                "title": title,
                "organisation": "استانداری خوزستان",
                "present": place != 4,
                "vote": "for" if place != 4 else "none",
            }
            for place, title in enumerate(members, 1)
        ],
        quorum={"members": 5, "needed": 3},
        agenda=["توزیع اعتبارات تملک دارایی‌های سرمایه‌ای سال ۱۴۰۵", "تصویب پروژه‌های استانی"],
        basis=[LAW],
        resolutions=[
            {
                "number": "1405/3/1",
                "text": "توزیع اعتبارات میان شهرستان‌ها به شرح جدول زیر تصویب شد.",
                "matrix": matrix(["county"], [["اهواز"], ["آبادان"], ["دزفول"]], [{"title": one} for one in SOURCES]),
            },
            {
                "number": "1405/3/2",
                "text": "پروژه‌های زیر با اولویت پروژه‌های نیمه‌تمام تصویب شد.",
                "projects": {"rows": rows, "total_rial": str(sum(int(row["amount_rial"]) for row in rows))},
            },
        ],
        **more,
    )


def distribution_table(**more: Any) -> dict[str, Any]:
    """27 counties by 12 programmes in five chapters."""
    chapters = ["آموزش و پرورش", "عمران شهری و روستایی", "منابع آب", "سلامت", "حمل و نقل"]
    columns = [
        {"group": chapters[place // 3], "title": f"برنامهٔ {place + 1} {chapters[place // 3]}"} for place in range(13)
    ]
    return paper(
        basis=[LAW, COUNCIL],
        matrix=matrix(["county"], [[f"شهرستان {place}"] for place in range(1, 28)], columns),
        signatures=[HEAD, {**HEAD, "position": "معاون هماهنگی برنامه و بودجه"}],
        **more,
    )


def balance_certificate(**more: Any) -> dict[str, Any]:
    """Three sources, four lines and 27 counties; every county's share is its formula and an adjustment that cancels out."""
    adjusted = [{"title": "فرمول"}, {"title": "تعدیل"}]
    counties = [[f"شهرستان {place}", str(1_000 * place), str((place % 3) - 1)] for place in range(1, 28)]
    total = sum(int(row[1]) + int(row[2]) for row in counties)
    return paper(
        basis=[LAW, COUNCIL],
        sources=_level(["source"], [{"title": "شهرستان‌ها"}, {"title": "طرح‌های استانی"}],
                       [["استانی", str(total - 500), "70"], ["متوازن", "500", "30"]]),
        lines=_level(["programme"], adjusted, [["راه روستایی", str(total - 10), "0"], ["آب روستایی", "9", "1"]]),
        counties=_level(["county"], adjusted, counties),
        digests=[{"title": "متن دستورالعمل", "sha256": "0123456789abcdef" * 4}],
        total_rial=str(total + 100),
        signatures=[HEAD],
        **more,
    )  # fmt: skip


def _level(heads: list[str], columns: list[dict[str, str]], rows: list[list[str]]) -> dict[str, Any]:
    """A matrix of rows that begin with their heads."""
    width = len(heads)
    amounts = [row[width:] for row in rows]
    sums = [sum(int(one) for one in column) for column in zip(*amounts, strict=True)]
    return {
        "heads": heads, "columns": columns,
        "rows": [{"heads": row[:width], "amounts_rial": row[width:], "total_rial": str(sum(map(int, row[width:])))}
                 for row in rows],
        "column_totals_rial": [str(one) for one in sums], "total_rial": str(sum(sums)),
    }  # fmt: skip


def agreement(projects: int = 6, **more: Any) -> dict[str, Any]:
    """An agreement; every third project has two funding lines."""
    listed = []
    by_source: dict[str, int] = {}
    by_chapter: dict[str, int] = {}
    for place in range(1, projects + 1):
        lines = [_line(place, SOURCES[place % 3], "ساختمان و سایر مستحدثات")]
        if place % 3 == 0:
            lines.append(_line(place + 1, SOURCES[1], "ماشین‌آلات و تجهیزات"))
        for line in lines:
            amount = int(line["amount_rial"])
            by_source[line["source"]] = by_source.get(line["source"], 0) + amount
            by_chapter[line["spending_chapter"]] = by_chapter.get(line["spending_chapter"], 0) + amount
        listed.append(_agreed_project(place, lines))
    return paper(
        agency="ادارهٔ کل نوسازی مدارس استان خوزستان",
        agency_code="143500",
        chapter="آموزش و پرورش",
        programme="آموزش عمومی",
        notice={"number": "1405/12", "dated_on": "2026-06-05"},
        version=1,
        by_source=[{"title": title, "amount_rial": str(amount)} for title, amount in by_source.items()],
        by_spending_chapter=[{"title": title, "amount_rial": str(amount)} for title, amount in by_chapter.items()],
        projects=listed,
        targets=[
            {
                "project_code": one["code"],
                "title": "احداث کلاس درس",
                "unit": "کلاس",
                "whole_quantity": "12",
                "this_year_quantity": "4.5",
            }
            for one in listed
        ],
        total_rial=str(sum(by_source.values())),
        signatures=[
            {
                "position": "بالاترین مقام دستگاه اجرایی",
                "organisation": "ادارهٔ کل نوسازی مدارس استان خوزستان",
            },
            HEAD,
        ],
        **more,
    )


def _line(place: int, source: str, chapter: str) -> dict[str, Any]:
    return {
        "source": source,
        "spending_chapter": chapter,
        "method": ["contracted", "in_house", "mixed"][place % 3],
        "amount_rial": str(7_250_000_000 * place),
    }


def _agreed_project(place: int, lines: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "code": f"40302{place:05d}",
        "title": f"تکمیل آموزشگاه شمارهٔ {place} با ۱۲ کلاس درس و نمازخانه",
        "county": "اهواز",
        "start_year": 1399,
        "end_year": 1407,
        "progress_to_last_year_percent": "42.5",
        "progress_planned_percent": "60",
        "total_cost_rial": str(320_000_000_000 + place),
        "spent_so_far_rial": "118000000000",
        "lines": lines,
        "credit_rial": str(sum(int(line["amount_rial"]) for line in lines)),
    }


def allotment_notice(rows: int = 5, **more: Any) -> dict[str, Any]:
    """An allotment in treasury bills."""
    listed = [
        {
            "code": f"40302{place:05d}",
            "title": f"تکمیل آموزشگاه شمارهٔ {place}",
            "source": SOURCES[place % 3],
            "agreed_rial": str(30_000_000_000 * place),
            "before_rial": str(3_000_000_000 * place),
            "now_rial": str(7_000_000_001 * place),
            "cumulative_rial": str(10_000_000_001 * place),
        }
        for place in range(1, rows + 1)
    ]
    return paper(
        agency="ادارهٔ کل نوسازی مدارس استان خوزستان",
        addressee=["مدیرکل محترم نوسازی مدارس استان خوزستان"],
        basis=[
            {"kind": "central_allotment_notice", "number": "98/4521", "dated_on": "2026-09-01"},
            {"kind": "allotment_session", "number": "1405/2", "dated_on": "2026-09-10"},
        ],
        central_notice={"number": "98/4521", "dated_on": "2026-09-01"},
        session={"number": "1405/2", "dated_on": "2026-09-10"},
        means="treasury_bill",
        bill={"symbol": "اخزا ۵۰۴", "due_on": "2028-09-01"},
        rows=listed,
        **{
            f"{column}_total_rial": str(sum(int(row[f"{column}_rial"]) for row in listed))
            for column in ("agreed", "before", "now", "cumulative")
        },
        signatures=[HEAD],
        copies=["خزانهٔ معین استان"],
        **more,
    )


def mixed_allotment_notice(**more: Any) -> dict[str, Any]:
    """An allotment partly in cash and partly in treasury bills, in place of a wrong one."""
    facts = allotment_notice(replaces={"number": "1405/3001", "dated_on": "2026-09-20"}, **more)
    bill, total = facts.pop("bill"), int(facts["now_total_rial"])
    parts = [
        {"means": "cash", "amount_rial": str(total - 1_000_000)},
        {"means": "treasury_bill", "bill": bill, "amount_rial": "1000000"},
    ]
    return {**facts, "means": "mixed", "parts": parts}


def letter(*paragraphs: str, **more: Any) -> dict[str, Any]:
    """A letter of a few paragraphs."""
    return paper(
        addressee=["مدیران محترم دستگاه‌های اجرایی استان"],
        paragraphs=list(paragraphs) or ["ضوابط اجرایی قانون بودجهٔ سال ۱۴۰۵ به پیوست برای اجرا ابلاغ می‌شود."],
        signatures=[HEAD],
        **{"subject": "ابلاغ ضوابط اجرایی بودجهٔ سال ۱۴۰۵", **more},
    )


def machine_table(rows: int = 3, **more: Any) -> dict[str, Any]:
    """Table 1 of municipalities; the second one asks for one machine alone."""
    nothing = {"count": 0, "machine": ""}
    listed = [
        {
            "county": "رشت",
            "municipality": f"نمونه‌شهر {place}",
            "asks": [
                {"count": 1, "machine": "خودروی آتش‌نشانی نیمه‌سنگین"},
                nothing if place == 2 else {"count": 1, "machine": "مینی‌بوس"},
                nothing if place == 2 else {"count": 12, "machine": "شیر هیدرانت آتش‌نشانی"},
                nothing,
            ],
        }
        for place in range(1, rows + 1)
    ]
    return aid_table(listed, **more)


def dehyari_machine_table(**more: Any) -> dict[str, Any]:
    """Table 1 of dehyaris."""
    row = {"county": "رشت", "district": "مرکزی", "machine": "خودروی حمل متوفی"}
    listed = [
        {**row, "dehyari": f"نمونه‌ده {place}", "contribution_rial": "120000000", "aid_rial": str(680_000_000 + place)}
        for place in (1, 2)
    ]
    return aid_table(listed, ("contribution_rial", "aid_rial"), **more)


def project_table(rows: int = 3, **more: Any) -> dict[str, Any]:
    """Table 2 of municipalities; the first project is unfinished."""
    listed = [_proposed(place, municipality=f"نمونه‌شهر {place}", province_rial="2000000000") for place in range(rows)]
    return aid_table(listed, ("estimate_rial", "aid_rial", "own_rial", "province_rial"), unit="thousand_rial", **more)


def dehyari_project_table(rows: int = 3, **more: Any) -> dict[str, Any]:
    """Table 2 of dehyaris."""
    listed = [_proposed(place, village=f"نمونه‌ده {place}") for place in range(rows)]
    return aid_table(listed, ("estimate_rial", "aid_rial", "own_rial"), unit="thousand_rial", **more)


def _proposed(place: int, **more: Any) -> dict[str, Any]:
    return {
        "county": "رشت",
        "title": f"ساماندهی محل دفن و ایجاد تأسیسات منطقه‌ای پسماند، قطعهٔ {place}",
        "estimate_rial": str(10_000_000_500 + place),
        "aid_rial": "4000000000",
        "own_rial": "3000000000",
        "starts_on": "2015-06-22",
        "ends_on": "2016-03-18",
        **({} if place else {"progress_percent": "42.5"}),
        **more,
    }


def aid_table(rows: list[dict[str, Any]], amounts: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    """A table of the aid to municipalities and dehyaris with the sums of its columns of amounts."""
    totals = {column: str(sum(int(row[column]) for row in rows)) for column in amounts}
    return paper(
        organisation="استانداری خوزستان",
        slogan="سال «دولت و ملت، همدلی و هم‌زبانی»",
        addressee=["معاون محترم امور شهرداری‌ها"],
        basis=[{"kind": "letter", "number": "6094", "dated_on": "2015-05-17"}],
        rows=rows,
        **({"totals": totals} if totals else {}),
        signatures=[HEAD],
        **more,
    )
