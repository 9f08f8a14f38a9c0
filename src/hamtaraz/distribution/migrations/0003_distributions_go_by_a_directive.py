"""Every distribution there is gets one scenario: the provincial capital directive with the weights it was given."""

import hashlib
import json
from fractions import Fraction

from django.db import migrations

from hamtaraz.kernel import jalali
from hamtaraz.law.bodies import Bodies
from hamtaraz.law.directive import read
from hamtaraz.law.run import distribute
from hamtaraz.law.shipped import shipped

KEY = "provincial-capital"
WEIGHTS = {"population": "weight_population", "area": "weight_area", "unemployment": "weight_unemployment"}


def take_over(apps, schema_editor):
    """Keep weights and adjustments in a scenario, and the old frozen working beside the one of the directive."""
    Distribution = apps.get_model("distribution", "Distribution")
    Scenario = apps.get_model("distribution", "Scenario")
    text = shipped()[KEY]
    for one in Distribution.objects.order_by("id"):
        parameters = {WEIGHTS[key]: str(Fraction(ppm, 1_000_000)) for key, ppm in sorted(one.weights_ppm.items())}
        cells = one.cells.exclude(adjustment_rial=0).select_related("line").order_by("line", "county")
        Scenario.objects.create(
            distribution=one, name="سناریوی پایه", chosen=True, directive_key=KEY, directive_text=text,
            parameters=parameters,
            adjustments=[
                {"line": f"{cell.line.source}/{cell.line.chapter}/{cell.line.programme}", "county": cell.county,
                 "delta_rial": str(cell.adjustment_rial), "reason": cell.reason, "session": "",
                 "act": str(cell.adjusted_by_act or "")}
                for cell in cells
            ],
        )  # fmt: skip
        if one.working:
            one.working = _restated(one, text, parameters, apps)
            spelled = json.dumps(one.working, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            one.digest = hashlib.sha256(spelled.encode()).hexdigest()
            one.save(update_fields=["working", "digest"])


def _restated(one, text, parameters, apps):
    """The frozen working in the words of the directive: the same figures, weights and shares; the old one within it."""
    old = one.working
    counties = old["model"]["counties"]
    codes = sorted(counties)
    columns = {key: [] for key in ("population", "area_km2", "unemployed", "labour_force")}
    for code in codes:
        given = counties[code]["indicators"]
        rate = Fraction(given["unemployment"]["given"])
        columns["population"].append(int(Fraction(given["population"]["given"])))
        columns["area_km2"].append(int(Fraction(given["area"]["given"])))
        columns["unemployed"].append(rate.numerator)
        columns["labour_force"].append(rate.denominator)
    County = apps.get_model("places", "County")
    names = dict(County.objects.filter(province=one.province, code__in=codes).values_list("code", "name"))
    directive = read(text)
    day = "{:04}-{:02}-{:02}".format(*jalali.parts(one.computed_on))
    run = distribute(
        directive, Bodies(codes, names, columns), int(old["model"]["total_rial"]),
        parameters={key: Fraction(value) for key, value in parameters.items()}, day=day,
    )  # fmt: skip
    year = old["indicator_year"]
    return {
        "run": run.as_json(),
        "directive": {"key": KEY, "number": "", "sha256": directive.digest(), "text": text},
        "scenario": "سناریوی پایه",
        "day": day,
        "origins": {key: {"year": year, "by": {"، ".join(old["origins"]): codes}} for key in sorted(columns)},
        "persons": {code: str(count) for code, count in zip(codes, columns["population"], strict=True)},
        "last_year_by": "",
        "lines": old["lines"],
        "before": {"working": old, "digest": one.digest},
    }


class Migration(migrations.Migration):
    dependencies = [("distribution", "0002_directives_and_scenarios"), ("places", "0001_initial")]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
