"""Outlines are brought in, looked at, used for the maps, set aside and used again; each change of a map has its act."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hamtaraz.conftest import DAY, PROVINCE, World
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.people.roles import Role
from hamtaraz.places.models import BoundaryFile, BoundaryState, County, CountyOutline
from hamtaraz.places.queries import county_map
from hamtaraz.places.refusals import NoCountyMatched, NotABoundaryFile, OutlineChosenTwice, OutlinesNotThere
from hamtaraz.places.tests.boundary_files import feature, geojson, topojson
from hamtaraz.trail.models import Act
from hamtaraz.web import boundaries

SOURCE = "نقشه‌برداری استان"


@pytest.fixture
def admin(world: World):
    return world.actor(Role.ADMINISTRATOR)


@pytest.fixture
def names(world: World) -> list[str]:
    return sorted(one.name for one in County.objects.filter(province=PROVINCE))


@pytest.fixture
def content(names):
    """The first two counties of the world, an area that is nobody's between them, and one far off."""
    return geojson(feature(0, n=names[0]), feature(2, n=names[1]), feature(1, n="باغ"), feature(40, n="دور"))


def taken_in(actor, content):
    return boundaries.take_in(actor, DAY, name="map.geojson", source=SOURCE, content=content)


def counties(file):
    return dict(file.outlines.exclude(county="").values_list("county", "label"))


def test_a_file_waits_with_what_was_found_and_what_is_left_over(admin, content, names):
    file = taken_in(admin, content)
    assert (file.state, file.elsewhere, file.sent_by) == (BoundaryState.WAITING, 1, admin.person_name)
    assert sorted(counties(file).values()) == names[:2]
    assert [one.label for one in file.outlines.filter(county="")] == ["باغ"]
    assert set(file.outlines.exclude(county="").values_list("found_by", flat=True)) == {"name"}


def test_a_file_that_waits_changes_no_map_and_no_trail(admin, content):
    acts = Act.objects.count()
    taken_in(admin, content)
    assert county_map(PROVINCE) is None
    assert Act.objects.count() == acts


def test_a_used_file_is_the_map_and_its_act_tells_the_pairs(admin, content):
    file = boundaries.use(admin, DAY, taken_in(admin, content))
    drawn = county_map(PROVINCE)
    assert {one.code for one in drawn.counties} == set(counties(file))
    assert (drawn.source, drawn.view_box) == (SOURCE, f"-6 -6 {file.width + 12} {file.height + 12}")
    act = Act.objects.get(verb="setup.use_outlines")
    assert (act.pk, act.subject_id, act.fiscal_year) == (file.act, file.pk, 0)
    assert act.details["counties"] == counties(file)
    assert act.details["sha256"] == file.sha256


def test_topojson_is_taken_in_too(admin, names):
    file = taken_in(admin, topojson(west=names[0], east=names[1]))
    assert set(counties(file).values()) == {names[0], names[1]}


def test_outlines_are_set_aside_and_used_again(admin, content):
    file = boundaries.use(admin, DAY, taken_in(admin, content))
    boundaries.set_aside(admin, DAY, file)
    assert county_map(PROVINCE) is None
    assert Act.objects.filter(verb="setup.set_outlines_aside", subject_id=file.pk).count() == 1
    boundaries.use(admin, DAY, file)
    assert len(county_map(PROVINCE).counties) == 2


def test_a_new_file_in_use_sets_the_earlier_one_aside(admin, content):
    first = boundaries.use(admin, DAY, taken_in(admin, content))
    second = boundaries.use(admin, DAY, taken_in(admin, content))
    first.refresh_from_db()
    assert (first.state, second.state) == (BoundaryState.SET_ASIDE, BoundaryState.IN_USE)
    assert Act.objects.get(pk=second.act).details["instead_of"] == [first.pk]


def test_only_one_file_waits(admin, content):
    first, second = taken_in(admin, content), taken_in(admin, content)
    assert list(BoundaryFile.objects.values_list("pk", flat=True)) == [second.pk]
    assert not CountyOutline.objects.filter(file_id=first.pk).exists()


def test_a_discarded_file_is_forgotten(admin, content):
    boundaries.discard(admin, taken_in(admin, content))
    assert not BoundaryFile.objects.exists()


def test_a_person_puts_the_pairs_right(admin, content):
    file = taken_in(admin, content)
    garden = file.outlines.get(label="باغ")
    (code, _name), *_rest = counties(file).items()
    boundaries.use(admin, DAY, file, {code: garden.pk})
    assert list(file.outlines.exclude(county="").values_list("county", "label", "found_by")) == [(code, "باغ", "hand")]


def test_two_counties_exchange_their_outlines(admin, content):
    file = taken_in(admin, content)
    one, other = file.outlines.exclude(county="")
    boundaries.use(admin, DAY, file, {one.county: other.pk, other.county: one.pk})
    assert counties(file) == {one.county: other.label, other.county: one.label}


def test_an_outline_is_one_countys(admin, content, world):
    file = taken_in(admin, content)
    garden = file.outlines.get(label="باغ")
    before = world.record()
    with pytest.raises(OutlineChosenTwice, match="باغ"):
        boundaries.use(admin, DAY, file, dict.fromkeys(counties(file), garden.pk))
    assert world.record() == before


@pytest.mark.parametrize("chosen", [{"9999": 1}, {"0601": 0}])
def test_an_unknown_county_or_outline_is_refused(admin, content, chosen):
    with pytest.raises(OutlinesNotThere):
        boundaries.use(admin, DAY, taken_in(admin, content), chosen)


def test_a_map_without_any_county_is_refused(admin, content):
    with pytest.raises(NoCountyMatched):
        boundaries.use(admin, DAY, taken_in(admin, content), {})
    with pytest.raises(NoCountyMatched):
        boundaries.use(admin, DAY, taken_in(admin, geojson(feature(n="هیچ‌کدام"))))


def test_what_is_in_use_is_neither_used_nor_discarded(admin, content, world):
    file = boundaries.use(admin, DAY, taken_in(admin, content))
    before = world.record()
    for verb in (lambda: boundaries.use(admin, DAY, file), lambda: boundaries.discard(admin, file)):
        with pytest.raises(OutlinesNotThere):
            verb()
    assert world.record() == before


def test_whose_outlines_they_are_must_be_told(admin, content):
    with pytest.raises(Missing):
        boundaries.take_in(admin, DAY, name="map", source=" ", content=content)


def test_only_the_administrator_and_budget_consolidation_bring_outlines_in(world, content, admin):
    assert taken_in(world.actor(Role.CONSOLIDATION_EXPERT), content)
    file = taken_in(admin, content)
    for role in (Role.OPERATOR, Role.AUDITOR, Role.AGENCY_EXPERT):
        actor = world.actor(role)
        for verb in (
            lambda actor=actor: taken_in(actor, content),
            lambda actor=actor: boundaries.use(actor, DAY, file),
            lambda actor=actor: boundaries.set_aside(actor, DAY, file),
            lambda actor=actor: boundaries.discard(actor, file),
        ):
            with pytest.raises(NotYours):
                verb()


def test_a_file_that_cannot_be_read_changes_nothing(admin, world):
    before = world.record()
    with pytest.raises(NotABoundaryFile):
        taken_in(admin, b"{")
    assert world.record() == before


# --- pages -------------------------------------------------------------------------------------


@pytest.fixture
def browser(client, world):
    client.force_login(world.mandate(Role.ADMINISTRATOR).person)
    return client


def send(browser, content, source=SOURCE):
    told = {"file": SimpleUploadedFile("map.geojson", content), "source": source}
    return browser.post(reverse("web:send_outlines"), told)


def test_outlines_go_the_whole_way_on_the_pages(browser, content, names):
    file = BoundaryFile.objects.get(pk=send(browser, content).url.rstrip("/").split("/")[-1])
    page = browser.get(reverse("web:outline_file", args=[file.pk])).content.decode()
    assert page.count("<path d=") == 3
    assert "باغ" in page
    chosen = {f"county-{one.county}": one.pk for one in file.outlines.exclude(county="")}
    assert browser.post(reverse("web:use_outlines", args=[file.pk]), {"pairs": "1", **chosen}).status_code == 302
    shown = browser.get(reverse("web:outlines")).content.decode()
    assert 'class="tiles outlines"' in shown
    outlines, beside = shown.split('class="tiles outlines"')[1].split("</svg>")[:2]
    assert names[0] in outlines
    assert names[2] in beside  # the county without an outline is named under the map
    assert SOURCE in shown
    browser.post(reverse("web:set_outlines_aside", args=[file.pk]))
    assert 'class="tiles outlines"' not in browser.get(reverse("web:outlines")).content.decode()
    browser.post(reverse("web:use_outlines", args=[file.pk]))
    assert county_map(PROVINCE) is not None


@pytest.mark.parametrize("bad", [b"", b"{", b"[" * 100_000])
def test_a_bad_file_is_told_of_at_its_form(browser, bad):
    answer = send(browser, bad)
    assert answer.status_code == 409
    assert not BoundaryFile.objects.exists()


def test_a_refusal_keeps_what_was_chosen(browser, content):
    send(browser, content)
    file = BoundaryFile.objects.get()
    garden = file.outlines.get(label="باغ")
    chosen = {f"county-{one.county}": garden.pk for one in file.outlines.exclude(county="")}
    answer = browser.post(reverse("web:use_outlines", args=[file.pk]), {"pairs": "1", **chosen})
    assert answer.status_code == 409
    assert answer.content.decode().count(f'<option value="{garden.pk}" selected>') == 2


def test_a_label_from_a_file_is_shown_as_words(browser, names):
    send(browser, geojson(feature(0, n=names[0]), feature(0, n="<script>go()</script>")))
    page = browser.get(reverse("web:outline_file", args=[BoundaryFile.objects.get().pk])).content.decode()
    assert "<script>go()" not in page
    assert "&lt;script&gt;go()" in page


def test_the_outlines_of_another_province_are_not_found(browser):
    other = BoundaryFile.objects.create(
        province="99", name="x", source="y", sha256="0", width=1, height=1, elsewhere=0, sent_by="z", sent_on=DAY
    )
    assert browser.get(reverse("web:outline_file", args=[other.pk])).status_code == 404
    assert browser.post(reverse("web:use_outlines", args=[other.pk])).status_code == 404
