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
        [(place + 3) * (column + 7) * 1_234_567_891 for column in range(len(columns))]
        for place in range(len(titles))
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
