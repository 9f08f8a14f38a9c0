"""A distribution from indicators in Excel through three scenarios, one adjustment and the Council's vote to the book."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from hamtaraz.distribution.models import Distribution
from hamtaraz.distribution.operations import set_lines, set_province_lines, start_distribution
from hamtaraz.distribution.refusals import LineLeavesResidual
from hamtaraz.documents.models import Paper
from hamtaraz.places.models import IndicatorValue
from stories.journeys.desks import PHONE, Desk, Office, word
from stories.journeys.opening_scenes import convene
from stories.journeys.test_accessibility import faults_of
from stories.province import LALI, MILLION
from stories.year import ROADS_SHARE, SCHOOLS_SHARE, WIDE_SHARE, Year

pytestmark = pytest.mark.browser
LINES = [("P", "40", "4001", ROADS_SHARE), ("P", "41", "4101", SCHOOLS_SHARE)]


def test_from_indicators_in_excel_to_the_ledger(office: Office, province, tmp_path):
    year = Year(province)
    year.announce_the_law()
    year.receive()
    indicators_come_from_excel(office, tmp_path)
    expert = province.actor("karshenas")
    made = start_distribution(expert, year.day, "توزیع اعتبارات سال ۱۴۰۵")
    made = set_lines(made, expert, year.day, LINES)
    made = set_province_lines(made, expert, year.day, [("p9", "P", WIDE_SHARE)])
    three_scenarios_are_tried(office, made)
    one_cell_is_adjusted(office, made)
    the_council_votes_for_a_scenario(office, made)
    the_book_holds_what_was_voted_for(office, made)


def indicators_come_from_excel(office: Office, folder: Path) -> None:
    """The workbook goes out, one figure is changed in Persian digits, the difference is seen, then recorded."""
    desk = office.desk("motasaddi")
    desk.goes_to("Indicators of the counties")
    with desk.page.expect_download() as given:
        desk.page.get_by_role("link", name=word("Download the workbook")).click()
    filled = _changed(Path(given.value.path()), folder / "filled.xlsx", LALI, "unemployed@1395", "۳٬۰۰۰")
    desk.page.set_input_files("input[name=file]", filled)
    desk.presses("Show the differences").reads("۲٬۶۹۱", "۳٬۰۰۰")
    assert IndicatorValue.objects.get(county__code=LALI, key="unemployed").value == 2_691
    desk.writes("Origin of the figures", "آمارگیری نیروی کار").presses("Record these figures")
    assert IndicatorValue.objects.get(county__code=LALI, key="unemployed").value == 3_000


def _changed(source: Path, target: Path, code: str, key: str, text: str) -> Path:
    """Save a workbook again as an office program does, with one cell typed over."""
    book = CalamineWorkbook.from_path(source)
    with xlsxwriter.Workbook(target) as saved:
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            sheet = saved.add_worksheet(name)
            for at, row in enumerate(rows):
                if row and row[0] == code:
                    row[rows[1].index(key)] = text
                sheet.write_row(at, 0, row)
    return target


def three_scenarios_are_tried(office: Office, made: Distribution) -> None:
    """Weights give way to the one that moves, the shares follow without being saved; three scenarios are compared."""
    expert = office.desk("karshenas").opens(made.get_absolute_url())
    lali = expert.page.locator(f"tr[data-county='{LALI}'] [data-of=amount]")
    before = lali.inner_text()
    slider = expert.page.locator("[data-slider=box-weight_area]")
    slider.focus()
    for _press in range(10):
        slider.press("ArrowRight" if slider.evaluate("one => getComputedStyle(one).direction") == "ltr" else "ArrowUp")
    expect(expert.page.locator("#box-weight_area")).to_have_value("۳۰")
    expect(expert.page.locator("#box-weight_population")).to_have_value("۴۳٫۷۵")
    expect(expert.page.locator("#box-weight_unemployment")).to_have_value("۲۶٫۲۵")
    expect(lali).not_to_have_text(before)
    assert made.scenario.parameters == {}, "trying saves nothing"
    office.keep_picture(expert.page, "studio-tried")

    _scenario(expert, "بیشتر برای مساحت", {"weight_population": "40", "weight_area": "40", "weight_unemployment": "20"})
    _scenario(
        expert, "بیشتر برای بیکاری", {"weight_population": "30", "weight_area": "20", "weight_unemployment": "50"}
    )
    assert made.scenarios.count() == 3
    expert.presses("Compare scenarios").reads("بیشتر برای مساحت", "بیشتر برای بیکاری")
    assert faults_of(expert.page) == []
    office.keep_picture(expert.page, "studio-compared")
    expert.opens(made.get_absolute_url())
    assert faults_of(expert.page) == []
    expert.page.set_viewport_size(PHONE)
    assert faults_of(expert.page) == []


def _scenario(expert: Desk, name: str, weights: dict[str, str]) -> None:
    """Copy the scenario at hand under a name and save other weights in it."""
    expert.page.locator("#copy-name").fill(name)
    expert.presses("New scenario").reads(name)
    for key, percent in weights.items():
        expert.page.locator(f"#box-{key}").fill(percent)
    for key, percent in weights.items():  # the others gave way meanwhile
        expert.page.locator(f"#box-{key}").evaluate("(box, value) => { box.value = value }", percent)
    expert.presses("Save the weights")


def one_cell_is_adjusted(office: Office, made: Distribution) -> None:
    """One county gets more of one line: refused while the line is not made up, seen by everybody when it is."""
    expert, head = office.desk("karshenas"), office.desk("rais-talfigh")
    expert.opens(made.get_absolute_url()).presses("Compute the shares")
    cell = made.cells.get(county=LALI, line__programme="4001")
    _adjust(expert, made, LALI, cell.amount_rial + MILLION)
    head.takes_up("distribution.computed", due_in=5)
    with head.refused(LineLeavesResidual):
        head.presses("Send to the Budget Deputy")
    other = made.cells.get(county="0603", line__programme="4001")
    _adjust(expert, made, "0603", other.amount_rial - MILLION)
    expert.reads("محرومیت بیشتر", "لالی", "اهواز")
    assert faults_of(expert.page) == []
    head.takes_up("distribution.computed", due_in=5).presses("Send to the Budget Deputy")
    office.desk("moaven").takes_up("distribution.proposed", due_in=5).presses("Endorse for the Council")


def _adjust(expert: Desk, made: Distribution, county: str, amount_rial: int) -> None:
    line = made.budget_lines.get(programme="4001")
    expert.opens(f"/distribution/{made.pk}/matrix/?line={line.pk}&county={county}")
    expert.page.locator("#amount").fill(f"{amount_rial // MILLION}.{amount_rial % MILLION:06d}")
    expert.page.locator("#reason").fill("محرومیت بیشتر")
    expert.presses("Save the adjustment")


def the_council_votes_for_a_scenario(office: Office, made: Distribution) -> None:
    """The session sees all three, and votes for the one with the adjustment."""
    secretary = office.desk("dabir-shora")
    convene(secretary)
    secretary.ticks("input[name=present]").presses("Record attendance").presses("Open the session")
    secretary.reads("بیشتر برای مساحت", "بیشتر برای بیکاری")
    form = secretary.page.locator("details", has=secretary.page.locator("input[name=decision]")).first
    form.locator("summary").click()
    form.locator("input[name=decision][value=approved]").check()
    form.locator("select[name=scenario]").select_option(str(made.scenario.pk))
    form.locator("textarea[name=resolution_text]").fill("سناریوی پایه با یک تعدیل تصویب شد.")
    secretary.presses("Record", among=form).presses("Conclude and print the minutes").sees("Concluded")


def the_book_holds_what_was_voted_for(office: Office, made: Distribution) -> None:
    """What was approved is posted to the rial; every figure explains itself; the certificate is there; all is clean."""
    province = office.province
    assert province.total("county_share") == ROADS_SHARE + SCHOOLS_SHARE
    assert province.total("received") == 0
    cells = made.cells.filter(county=LALI)
    assert province.total("county_share", county=LALI) == sum(cell.amount_rial for cell in cells)
    assert Paper.objects.filter(kind="balance_certificate", about_id=made.pk).count() == 1
    auditor = office.desk("hesabras").opens(made.get_absolute_url())
    auditor.page.locator(f"tr[data-county='{LALI}'] td a").click()
    auditor.reads("۳٬۰۰۰ نفر", "آمارگیری نیروی کار", "محرومیت بیشتر")
    assert faults_of(auditor.page) == []
    office.keep_picture(auditor.page, "studio-why")
    assert province.faults() == []
