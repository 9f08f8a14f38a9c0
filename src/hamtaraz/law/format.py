"""What the format of directives knows: its clauses and their fields, its reserved names, and how much of each."""

FORMAT = 1
EVERYONE, RECIPIENTS = "everyone", "recipients"
"""Two groups every directive has: all bodies in the data, and those that receive."""
POOL, LAST_YEAR = "pool", "last_year"
"""Two names every formula knows: the amount that is shared, and what a body got last year, in rials."""
USUAL_SCALE = 12
LARGEST_TEXT = 200_000
MOST_CLAUSES = 300
"""How many clauses of one kind a directive may have, and how many rows one of them."""
MOST_FAULTS = 100
"""How many faults are told at once."""
MOST_STEPS = 150
"""How many steps a figure may be away from the data, through all it is made of."""
MOST_WORK = 50_000_000
"""Characters of formulas times bodies of examples: what is tried whenever a text is checked."""

FIELDS: dict[str, tuple[str, ...]] = {
    "": ("format", "key", "title", "title_en", "basis", "since", "scale", "recipients", "data", "parameter", "table",
         "group", "indicator", "aside", "pool", "rounding", "priority", "deadline", "example"),
    "recipients": ("title", "title_en", "where", "basis"),
    "data": ("key", "title", "title_en", "basis", "unit", "kind", "source", "year", "missing", "zero", "least", "most"),
    "parameter": ("key", "title", "title_en", "basis", "unit", "value", "weight_of", "least", "most", "step"),
    "value": ("since", "is"),
    "table": ("key", "title", "title_en", "basis", "unit", "rows"),
    "group": ("key", "title", "title_en", "basis", "where"),
    "indicator": ("key", "title", "title_en", "basis", "unit", "formula", "scale", "of"),
    "aside": ("key", "title", "title_en", "basis", "amount", "to"),
    "pool": ("key", "title", "title_en", "basis", "by", "part", "amount", "where", "level", "minimum",
             "minimum_where", "maximum", "maximum_where"),
    "level": ("column", "by", "minimum", "minimum_where", "maximum", "maximum_where"),
    "rounding": ("unit_rial",),
    "priority": ("key", "title", "title_en", "basis", "when", "by", "order"),
    "deadline": ("key", "title", "title_en", "basis", "days", "months", "after", "days_are"),
    "example": ("says", "day", "pool", "parameters", "bodies", "given", "last_year", "expect"),
    "expect": ("shares", "indicators", "asides", "refused"),
}  # fmt: skip
"""Every clause with its fields; the JSON Schema and the documentation are held against it."""
MEASURES = ("median", "mean", "smallest", "largest", "percentile")
