"""Plays an example's year from its first day to the day the story has reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from hamtaraz.intake.example.agreeing import Agreeing
from hamtaraz.intake.example.cast import Cast
from hamtaraz.intake.example.committees import Committees
from hamtaraz.intake.example.files import Files
from hamtaraz.intake.example.opening import Opening

Scene = tuple[str, Callable[[], object]]


def scenes(folder: Path, *, from_zero: bool = False) -> Iterator[Scene]:
    """The scenes of the example in order, each with what to say while it is played.

    `from_zero` stops where the year begins: people, places, classification and projects, and not a rial.
    """
    files = Files(folder)
    cast = Cast(files)
    opening, committees, agreeing = Opening(files, cast), Committees(files, cast), Agreeing(files, cast)
    yield "people, places, chapters", cast.arrive
    yield "projects", opening.register_projects
    yield "the Council's seats", opening.seat_the_council
    if from_zero:
        yield "the committees' seats", committees.seat_all
        return
    yield "law and rules", opening.announce_the_law
    yield "last year's shares", opening.recall_last_year
    yield "the directive credit is shared by", opening.activate_directive
    yield "the centre's credit notices", partial(opening.receive, 1)
    sessions = files.document("council")["session"]
    for session in sessions:
        if "run" not in session and session["state"] == "held":
            yield f"Council session {session['number']}", partial(opening.hold_council, session)
        if session.get("run") == 1:
            yield (
                "the distribution and the Council",
                partial(_share_out, opening, session),
            )
    yield "notices to counties", opening.notify_counties
    yield "county committees", committees.meet
    yield "notices to agencies", committees.notify_agencies
    yield "agreements", agreeing.draw_up
    yield "allotments", agreeing.allot
    yield "a supplementary notice, on its way to the Council", partial(_supplement, opening)
    yield "the last province-wide notices, drafted", committees.draft_late
    yield "a second version of the directive, submitted", opening.propose_directive
    for session in sessions:
        if session["state"] == "called":
            yield f"Council session {session['number']}, called", partial(opening.hold_council, session)


def _share_out(opening: Opening, session: dict[str, Any]) -> None:
    """The first run goes through the Council's session that approves it."""
    opening.hold_council(session, opening.distribute(1))


def _supplement(opening: Opening) -> None:
    """The supplementary notice arrives and its run is proposed."""
    opening.receive(2)
    opening.distribute(2)
