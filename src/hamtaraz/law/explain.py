"""Why a county got this amount: the working as lines a page can say in sentences."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from hamtaraz.law.index_model import SHARE_SCALE, Code, IndicatorKey, Working

type Label = Literal["indicator", "filled", "share_of_total", "rounding", "amount"]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of an explanation: which sentence (`label`), about which indicator, which figures."""

    label: Label
    figures: dict[str, int | Fraction]
    indicator: IndicatorKey | None = None
    words: dict[str, str] | None = None


def why(working: Working, county: Code) -> list[Line]:
    """Explain one county's amount, from its figures to the last rial.

    For each indicator a line `indicator` with `figure`, `measure`, `measure_total`, `weight` and
    `contribution` (fractions of a whole), after a line `filled` (`words["policy"]`) where a policy
    stood in for the figure. Then `share_of_total` (`share`, `total_rial`), `rounding`
    (`quotient`, `floor_rial`, `added_rial`) and `amount` (`amount_rial`).
    """
    found = working.counties[county]
    lines: list[Line] = []
    for key, one in found.indicators.items():
        if one.filled:
            policy = {"policy": working.model.policy(key).value}
            lines.append(Line(label="filled", indicator=key, figures={"used": one.used}, words=policy))
        multiplier = working.model.multiplied_by.get(key)
        weight = Fraction(one.weight_ppm, 1_000_000)
        lines.append(
            Line(
                label="indicator",
                indicator=key,
                figures={
                    "figure": one.used,
                    "measure": one.measure,
                    "measure_total": working.measure_totals[key],
                    "weight": weight,
                    "contribution": weight * Fraction(one.share, SHARE_SCALE),
                },
                words={"multiplied_by": multiplier} if multiplier else None,
            )
        )
    share = Fraction(found.points, found.points_total)
    added = found.amount_rial - found.floor_rial
    quotient = found.quotient
    return [
        *lines,
        Line(label="share_of_total", figures={"share": share, "total_rial": working.total_rial}),
        Line(
            label="rounding",
            figures={"quotient": quotient, "floor_rial": found.floor_rial, "added_rial": added},
        ),
        Line(label="amount", figures={"amount_rial": found.amount_rial}),
    ]
