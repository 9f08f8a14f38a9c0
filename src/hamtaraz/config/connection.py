"""How Django reaches the database: a server named by DATABASE_URL, or the embedded one."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from hamtaraz.config.cluster import APPLICATION, DATABASE, OWNER, socket_folder


def own_server() -> bool:
    """Whether a PostgreSQL server of one's own is named, so that none is started here."""
    return bool(os.environ.get("DATABASE_URL"))


def of_the_application(home: Path) -> dict[str, Any]:
    """The connection of the role that owns nothing; everything but `migrate` uses it."""
    if own_server():
        return _by_url(os.environ["DATABASE_URL"])
    return _by_socket(socket_folder(home), APPLICATION)


def of_the_owner(home: Path) -> dict[str, Any]:
    """The connection of the role that owns the tables; `migrate` uses it."""
    if own_server():
        return _by_url(os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"])
    return _by_socket(socket_folder(home), OWNER)


def _by_socket(folder: Path, role: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "USER": role,
        "HOST": str(folder),
        **_manners({}),
    }


def _by_url(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        **_manners(dict(parse_qsl(parts.query))),
    }


def _manners(options: dict[str, Any]) -> dict[str, Any]:
    options = {"application_name": "hamtaraz", **options}
    if os.environ.get("HAMTARAZ_POOL") == "1":  # set where pages are served: threads share few connections
        options["pool"] = {"min_size": 1, "max_size": 4, "timeout": 10}
    return {"OPTIONS": options, "CONN_MAX_AGE": 0, "ATOMIC_REQUESTS": False}
