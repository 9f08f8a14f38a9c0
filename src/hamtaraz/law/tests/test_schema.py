"""The JSON Schema says of a directive what the reader of directives says."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from hamtaraz.law.clauses import Policy
from hamtaraz.law.directive import read
from hamtaraz.law.faults import NotADirective
from hamtaraz.law.format import FIELDS
from hamtaraz.law.schema import NEEDED, NUMBER, json_schema
from hamtaraz.law.shipped import shipped
from hamtaraz.law.written_numbers import exact_number

EVERY_FUNCTION = Path(__file__).with_name("every_function.toml").read_text(encoding="utf-8")
TEXTS = {**shipped(), "every-function": EVERY_FUNCTION}
KINDS = {"string": str, "integer": int, "number": int | float, "object": dict, "array": list}


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """Whether a value fits, by the words of JSON Schema that ours uses; an unknown word fails here."""
    rules = {
        "description": lambda _: True,
        "title": lambda _: True,
        "default": lambda _: True,
        "$schema": lambda _: True,
        "type": lambda kind: isinstance(value, KINDS[kind]) and not isinstance(value, bool),
        "pattern": lambda pattern: re.search(pattern, value) is not None,
        "const": lambda wanted: value == wanted,
        "enum": lambda choices: value in choices,
        "anyOf": lambda ways: any(fits(value, way) for way in ways),
        "oneOf": lambda ways: sum(fits(value, way) for way in ways) == 1,
        "not": lambda way: not fits(value, way),
        "required": lambda names: all(name in value for name in names),
        "properties": lambda of: all(fits(value[name], one) for name, one in of.items() if name in value),
        "additionalProperties": lambda one: all(
            one is not False and fits(value[name], one) for name in value if name not in schema.get("properties", {})
        ),
        "items": lambda one: all(fits(item, one) for item in value),
        "minItems": lambda least: len(value) >= least,
        "maxItems": lambda most: len(value) <= most,
        "minProperties": lambda least: len(value) >= least,
        "minimum": lambda least: value >= least,
        "maximum": lambda most: value <= most,
    }
    ordered = sorted(schema, key=lambda word: word != "type")
    return all(rules[word](schema[word]) for word in ordered)


def clauses(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The schema of every clause by its name in `FIELDS`."""
    found = {"": schema}
    for name in FIELDS:
        holders = [one for one in found.values() if name in one["properties"]] if name else []
        if holders:
            told = holders[0]["properties"][name]
            found[name] = told.get("items", told)
    return found


def test_every_clause_of_the_format_has_its_fields_in_the_schema_and_no_others():
    found = clauses(json_schema())
    assert {name: tuple(clause["properties"]) for name, clause in found.items()} == FIELDS
    strict = {name for name, clause in found.items() if clause["additionalProperties"] is False}
    assert strict == set(FIELDS) - {"expect"}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_directives_that_are_read_fit_the_schema(text: str):
    assert fits(tomllib.loads(text), json_schema())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("format = 1", "format = 2"),
        ('key = "municipal-index-1394"', 'key = "Municipal Index"'),
        ('since = "1394-02-27"', 'since = "27 Ordibehesht"'),
        ("scale = 18", "scale = 19"),
        ('source = "تقسیمات کشوری"', ""),
        ('kind = "text"', 'kind = "word"'),
        ('fill = "median"', 'fill = "middle"'),
        ('zero = "refuse"', 'zero = "ignore"'),
        ('formula = "population / receipts"', ""),
        ('by = "points"', 'by = "points"\nhalf = 2'),
        ('is = "1/3"', 'is = "one third"'),
        ('is = "1/3"', ""),
        ("pool = 300_000_000_000", 'pool = "much"'),
    ],
)
def test_what_the_reader_refuses_does_not_fit(old: str, new: str):
    text = shipped()["municipal-index-1394"].replace(old, new, 1)
    assert text != shipped()["municipal-index-1394"]
    with pytest.raises(NotADirective):
        read(text)
    assert not fits(tomllib.loads(text), json_schema())


@pytest.mark.parametrize("number", [5, 0.25, "1/3", "35%", "۱٬۰۰۰", "۲٫۵", "-1.5", "1_000"])
def test_numbers_are_written_as_the_reader_reads_them(number):
    assert fits(number, NUMBER)
    assert exact_number(number) is not None or isinstance(number, float)


@pytest.mark.parametrize("number", ["x", "", "1/", "1e9", [1], True])
def test_what_is_no_number_does_not_fit(number):
    assert not fits(number, NUMBER)
    assert exact_number(number) is None


@pytest.mark.parametrize("clause", sorted(NEEDED))
def test_what_the_schema_needs_the_reader_needs(clause: str):
    text = EVERY_FUNCTION + '[[priority]]\nkey = "p"\nbasis = "b"\nwhen = "population > 1"\n'
    text += '[[deadline]]\nkey = "d"\nbasis = "b"\ndays = 3\nafter = "notice"\n'
    document = tomllib.loads(text)
    assert fits(document, json_schema())
    for field in NEEDED[clause]:
        lacking = json.loads(json.dumps(document))
        place = _first(lacking, clause)
        del place[field]
        assert not fits(lacking, json_schema()), field


def _first(document: dict[str, Any], clause: str) -> dict[str, Any]:
    if not clause:
        return document
    if clause == "value":
        return document["parameter"][0]["value"][0]
    return document["pool"][0]["level"][0] if clause == "level" else document[clause][0]


def test_policies_stand_in_the_schema_as_the_clauses_know_them():
    told = json_schema()["properties"]["data"]["items"]["properties"]
    words = set(told["missing"]["anyOf"][0]["enum"]) | set(told["zero"]["anyOf"][0]["enum"]) | {"fill", "value"}
    assert words == set(get_args(get_type_hints(Policy)["name"]))
