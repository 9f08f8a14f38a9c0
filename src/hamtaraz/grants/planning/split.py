"""A split of the counties between machinery and projects that has room for what was chosen (F6, INV-25)."""

from __future__ import annotations

from collections.abc import Mapping

from hamtaraz.kernel.rial import Rial
from hamtaraz.law.bodies import Code
from hamtaraz.law.county_split import proportional_split
from hamtaraz.law.share_out import share_out


def split_for(
    counties: Mapping[Code, Rial], machinery_rial: Rial, machines: Mapping[Code, Rial], projects: Mapping[Code, Rial]
) -> dict[Code, Rial]:
    """Machinery of each county: as near to the province's ratio as the chosen machines and projects let it; Σ m_k = M.

    `machines` and `projects` are what was chosen in each county, in whole rials, and keep to `open_split`'s limits.
    """
    least = {code: machines.get(code, 0) for code in counties}
    most = {code: counties[code] - projects.get(code, 0) for code in counties}
    even = proportional_split(counties, machinery_rial)
    held = {code: min(max(even[code], least[code]), most[code]) for code in sorted(counties)}
    lacks = machinery_rial - sum(held.values())
    room = {code: most[code] - held[code] if lacks > 0 else held[code] - least[code] for code in held}
    if lacks:
        moved = share_out(abs(lacks), room)
        held = {code: amount + (moved[code] if lacks > 0 else -moved[code]) for code, amount in held.items()}
    assert sum(held.values()) == machinery_rial
    assert all(least[code] <= amount <= most[code] for code, amount in held.items())
    return held
