"""docs/generated: the house described from its own tables, so that the description cannot differ from the house."""

from __future__ import annotations

from pathlib import Path

from django.utils import translation

from hamtaraz.config.documentation import account_map, relations, roles, routes, workflows
from hamtaraz.config.home import CHECKOUT
from hamtaraz.law.schema import schema_text

FOLDER = CHECKOUT / "docs" / "generated"

INDEX = """# Generated documentation

Written by `make docs` from the tables, models and addresses of the house; `hamtaraz docs --check` fails where it differs.
Do not edit it: change what it is written from.

- [workflows](workflows/README.md): every kind of subject, its states, and the steps that lead on
- [roles](roles.md): who may take which step, and which pages stand behind which door
- [account map](account-map.md): where budget authority may rest, and the only ways it may move
- [routes](routes.md): every address and who may open it
- [relations](relations.md): what is kept, room by room
- [directive.schema.json](directive.schema.json): the JSON Schema of a directive, for editors
"""


def pages() -> dict[str, str]:
    """Every page by its path below docs/generated; the same house gives the same bytes."""
    with translation.override("en"):
        return {
            "README.md": INDEX,
            **workflows.pages(),
            "roles.md": roles.page(),
            "account-map.md": account_map.page(),
            "routes.md": routes.page(),
            "relations.md": relations.page(),
            "directive.schema.json": schema_text(),
        }


def write(folder: Path = FOLDER) -> list[str]:
    """Write what differs and remove what is no longer made; gives the names of both."""
    changed = differences(folder)
    made = pages()
    for name in changed:
        kept = folder / name
        if name in made:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(made[name])
        else:
            kept.unlink()
    return changed


def differences(folder: Path = FOLDER) -> list[str]:
    """The pages that are missing, differ, or are no longer made."""
    made = pages()
    found = {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.*") if path.is_file()}
    return sorted(name for name in made.keys() | found.keys() if made.get(name) != found.get(name))
