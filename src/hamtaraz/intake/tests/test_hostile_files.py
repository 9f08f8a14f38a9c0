"""Every hostile file gets its expected verdict, and nothing is kept of it (R7)."""

import io
import random
import zipfile

import pytest

from hamtaraz.intake.kinds import KINDS
from hamtaraz.intake.operations import look_at, take_in
from hamtaraz.intake.tests.filling import DAY
from hamtaraz.intake.tests.hostile import county, files, packed_again
from hamtaraz.intake.tests.test_round_trip import LOADER
from hamtaraz.kernel.refusals import Refused

FILES = list(files())


@pytest.mark.parametrize("hostile", FILES, ids=[hostile.name for hostile in FILES])
def test_a_hostile_file_gets_its_verdict_and_leaves_nothing_behind(world, hostile):
    actor = world.actor(LOADER[hostile.kind])
    content = hostile.make(actor)
    before = world.record()
    try:
        plan = look_at(KINDS[hostile.kind], actor=actor, day=DAY, name="a.xlsx", content=content)
        verdict = frozenset((fault.cell, type(fault.refused).__name__) for fault in plan.faults)
    except Refused as refused:
        verdict = type(refused).__name__
        with pytest.raises(type(refused)):
            take_in(KINDS[hostile.kind], actor=actor, day=world.day, name="a.xlsx", content=content)
    assert verdict == hostile.verdict
    assert world.record() == before


@pytest.mark.parametrize("inside", [False, True], ids=["in the zip", "in the XML"])
def test_a_file_with_any_of_its_bytes_changed_is_read_or_refused_and_never_breaks(world, inside):
    actor = world.actor(LOADER["divisions"])
    good, chance, refused = county()(actor), random.Random(1405), 0  # noqa: S311 (a test that runs the same way again)
    for _ in range(300):
        bad = with_bytes_changed_in_a_part(good, chance) if inside else with_bytes_changed(good, chance)
        try:
            look_at(KINDS["divisions"], actor=actor, day=DAY, name="a.xlsx", content=bad)
        except Refused:
            refused += 1
    assert refused


def with_bytes_changed(content: bytes, chance: random.Random) -> bytes:
    bad = bytearray(content)
    for _ in range(chance.choice([1, 1, 3, 20])):
        bad[chance.randrange(len(bad))] = chance.choice([*b'<>&/"= 0123456789ABrtsv', chance.randrange(256)])
    return bytes(bad)


def with_bytes_changed_in_a_part(content: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = chance.choice([name for name in parts if name.startswith("xl/") and "theme" not in name])
    parts[name] = with_bytes_changed(parts[name], chance)
    return packed_again(parts)
