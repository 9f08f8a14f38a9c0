"""The JSON Schema of a directive: what an editor needs to know of the format while a person is writing."""

from __future__ import annotations

import json
from typing import Any

from hamtaraz.law.format import FIELDS, FORMAT, MEASURES

type Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {
    "description": "A number, or a fraction or percentage in quotation marks: 0.5, \"1/3\", \"35%\".",
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\s*[-+]?[\d٬_]+([.٫]\d+)?(\s*/\s*\d+([.٫]\d+)?)?\s*[%٪]?\s*$"}],
}  # fmt: skip
FORMULA: Schema = {"description": "A formula.", "anyOf": [{"type": "string"}, {"type": "number"}]}
KEY: Schema = {
    "type": "string",
    "pattern": r"^[^\W\d][\w\u200c]*$",
    "description": "The name formulas use: letters, digits and _.",
}
DAY: Schema = {"type": "string", "description": "A Jalali day, such as 1405-01-01.", "pattern": r"^[\d۰-۹]{4}[-/][\d۰-۹]{2}[-/][\d۰-۹]{2}$"}  # fmt: skip
SCALE: Schema = {"type": "integer", "minimum": 0, "maximum": 18, "description": "Decimal digits that are kept."}
AMOUNTS: Schema = {"type": "object", "additionalProperties": NUMBER}

FILL: Schema = {
    "type": "object",
    "description": "Another figure stands in: the median, mean … of the others, perhaps of those with the same text.",
    "properties": {
        "fill": {"enum": list(MEASURES)},
        "percentile": {"type": "integer", "minimum": 0, "maximum": 100},
        "per": TEXT,
    },
    "required": ["fill"],
    "additionalProperties": False,
}
VALUE: Schema = {
    "type": "object",
    "properties": {"value": NUMBER},
    "required": ["value"],
    "additionalProperties": False,
}

MANY = {
    "data": "A figure every body brings.",
    "parameter": "A number of the directive, with its unit and article.",
    "table": "Rows of thresholds and values.",
    "group": "Bodies for which a condition holds.",
    "indicator": "A named figure made by a formula, rounded once.",
    "aside": "An amount set aside before anything is shared.",
    "pool": "A part of the money, shared by one column of points.",
    "priority": "One key of an order of precedence.",
    "deadline": "How many days something may take.",
    "example": "A case with its answer.",
}
"""Clauses written in double brackets, each with what it is."""

NEEDED: dict[str, list[str]] = {
    "": ["format", "key", "title", "basis", "since"],
    "data": ["key", "source"],
    "parameter": ["key", "unit", "basis", "value"],
    "value": ["since", "is"],
    "table": ["key", "basis", "rows"],
    "group": ["key", "where"],
    "indicator": ["key", "formula"],
    "aside": ["key", "basis", "amount"],
    "pool": ["key", "by"],
    "level": ["column"],
    "priority": ["key", "basis"],
    "deadline": ["key", "basis", "after"],
    "example": ["says", "expect"],
}
"""The fields a clause cannot be without."""


def json_schema() -> Schema:
    """The schema of the whole document; every clause has the fields of `directive.FIELDS` and no other."""
    whole = _clause("")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Directive",
        "description": "How credit is shared out: data, parameters, indicators, pools and examples.",
        **whole,
    }


def schema_text() -> str:
    """The schema as the text of a file."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def _clause(name: str) -> Schema:
    found: Schema = {
        "type": "object",
        "properties": {field: _field(name, field) for field in FIELDS[name]},
        "additionalProperties": False,
    }
    if name in NEEDED:
        found["required"] = NEEDED[name]
    if name == "priority":
        found["oneOf"] = [{"required": ["when"]}, {"required": ["by"]}]
    if name == "deadline":
        found["oneOf"] = [{"required": ["days"]}, {"required": ["months"]}]
    if name == "pool":
        found["not"] = {"required": ["part", "amount"]}
    return found


def _field(clause: str, field: str) -> Schema:
    """What may stand in a field; the same name in two clauses may be two things."""
    if (clause, field) in _SPECIAL:
        return _SPECIAL[clause, field]
    if clause == "" and field in MANY:
        return {"type": "array", "description": MANY[field], "items": _clause(field)}
    if field in ("value", "level"):
        return {"type": "array", "items": _clause(field), "minItems": 1}
    if field in ("recipients", "rounding"):
        return _clause(field)
    return _PLAIN[field]


_PLAIN: dict[str, Schema] = {
    **dict.fromkeys(("title", "title_en", "basis", "unit", "source", "weight_of", "of", "to", "column", "says"), TEXT),
    **dict.fromkeys(("where", "formula", "amount", "part", "minimum", "minimum_where", "maximum", "maximum_where", "when"), FORMULA),
    **dict.fromkeys(("least", "most", "step", "is"), NUMBER),
    "key": KEY,
    "by": TEXT,
    "since": DAY,
    "scale": SCALE,
    "after": TEXT,
}  # fmt: skip

_SPECIAL: dict[tuple[str, str], Schema] = {
    ("", "format"): {"const": FORMAT},
    ("", "key"): {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$"},
    ("data", "kind"): {"enum": ["number", "text", "yes_no"], "default": "number"},
    ("data", "year"): {"type": "integer"},
    ("data", "missing"): {"anyOf": [{"enum": ["refuse", "zero", "leave_out"]}, VALUE, FILL], "default": "refuse"},
    ("data", "zero"): {"anyOf": [{"enum": ["keep", "refuse", "leave_out"]}, VALUE, FILL], "default": "keep"},
    ("table", "rows"): {
        "type": "array",
        "minItems": 1,
        "items": {"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2},
    },
    ("rounding", "unit_rial"): {"type": "integer", "minimum": 1, "maximum": 10**12, "default": 1},
    ("priority", "by"): FORMULA,
    ("priority", "order"): {"enum": ["more_first", "less_first"], "default": "more_first"},
    ("deadline", "days"): {"type": "integer", "minimum": 0, "maximum": 3660},
    ("deadline", "months"): {"type": "integer", "minimum": 0, "maximum": 120},
    ("deadline", "days_are"): {"enum": ["calendar", "working"], "default": "calendar"},
    ("example", "day"): DAY,
    ("example", "pool"): {"type": "integer", "minimum": 0},
    ("example", "parameters"): AMOUNTS,
    ("example", "last_year"): AMOUNTS,
    ("example", "bodies"): {"type": "array", "items": {"type": "object"}},
    ("example", "given"): {"type": "object"},
    ("example", "expect"): {
        "type": "object",
        "description": "What comes out; of a case that is `given`, its indicators by name.",
        "properties": {
            "shares": AMOUNTS,
            "indicators": {"type": "object", "additionalProperties": AMOUNTS},
            "asides": AMOUNTS,
            "refused": TEXT,
        },
        "additionalProperties": NUMBER,
        "minProperties": 1,
    },
}
"""Fields that are something else than what their name says elsewhere."""
