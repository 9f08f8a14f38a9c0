"""The page of relations: what each room keeps, drawn from its models."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import AppConfig, apps
from django.db.models import Field, ForeignObjectRel, Model

from hamtaraz.config.documentation.markdown import diagram

Column = Field  # what a model has beside the relations that lead to it


def page() -> str:
    """One entity-relation diagram a room, in the order the rooms are put together."""
    rooms = [room for room in apps.get_app_configs() if room.name.startswith("hamtaraz.") and list(room.get_models())]
    return (
        "# Relations\n\nWhat is kept, room by room; a model of another room stands in a diagram by its name alone. "
        "Everywhere `province`\nleads the keys of large tables. The book and the trail hold references by number, "
        "re-checked by `hamtaraz verify`\n(see `docs/decisions/no-foreign-keys-in-the-book.md`).\n"
        + "".join(_room(room) for room in rooms)
    )


def _room(room: AppConfig) -> str:
    models = [model for model in room.get_models() if not model._meta.auto_created]
    lines = ["erDiagram", *(line for model in models for line in _entity(model))]
    lines += [line for model in models for line in _relations(model)]
    said = [f"- **{model.__name__}**: {_says(model)}" for model in models]
    return f"\n## {room.label}\n\n" + "\n".join(said) + "\n\n" + diagram(lines)


def _says(model: type[Model]) -> str:
    return " ".join((model.__doc__ or "").split("\n\n")[0].split())


def _entity(model: type[Model]) -> Iterator[str]:
    yield f"    {model.__name__} {{"
    for column in _columns(model):
        mark = " PK" if column.primary_key else " FK" if column.is_relation else ""
        yield f"        {column.get_internal_type()} {column.column}{mark}"
    yield "    }"


def _columns(model: type[Model]) -> list[Column]:
    return [field for field in model._meta.get_fields() if isinstance(field, Field) and field.concrete and field.column]


def _relations(model: type[Model]) -> Iterator[str]:
    for field in model._meta.get_fields():
        target = field.related_model
        if isinstance(field, ForeignObjectRel) or not isinstance(target, type):
            continue
        if field.many_to_many:
            yield f"    {model.__name__} }}o--o{{ {target.__name__} : {field.name}"
        elif field.one_to_one or field.many_to_one:
            near, far = ("|o" if field.one_to_one else "}o"), ("o|" if getattr(field, "null", False) else "||")
            yield f"    {model.__name__} {near}--{far} {target.__name__} : {field.name}"
