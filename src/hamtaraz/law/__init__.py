"""What the directives say, as plain functions that store nothing and know no web.

What an analyst needs stands here under one name, `from hamtaraz.law import distribute_file`; nothing is loaded before
it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hamtaraz.law.bodies import Bodies, bodies_of
    from hamtaraz.law.directive import Directive, read
    from hamtaraz.law.examples import check_examples
    from hamtaraz.law.faults import NotADirective
    from hamtaraz.law.from_files import distribute_file, read_bodies, read_directive, read_last_year
    from hamtaraz.law.result_files import write_result
    from hamtaraz.law.run import Run, distribute
    from hamtaraz.law.speaking import said

__all__ = [
    "Bodies",
    "Directive",
    "NotADirective",
    "Run",
    "bodies_of",
    "check_examples",
    "distribute",
    "distribute_file",
    "read",
    "read_bodies",
    "read_directive",
    "read_last_year",
    "said",
    "write_result",
]

_MODULES = {
    "bodies": ("Bodies", "bodies_of"),
    "directive": ("Directive", "read"),
    "examples": ("check_examples",),
    "faults": ("NotADirective",),
    "from_files": ("distribute_file", "read_bodies", "read_directive", "read_last_year"),
    "result_files": ("write_result",),
    "run": ("Run", "distribute"),
    "speaking": ("said",),
}


def __getattr__(name: str) -> Any:
    """Load a name of `__all__` from its module when it is first asked for."""
    module = next((module for module, names in _MODULES.items() if name in names), None)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{module}"), name)
