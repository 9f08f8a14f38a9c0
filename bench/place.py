"""The place of the measurements: a house of its own with the example loaded, commits on disk, and a real server."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

CHECKOUT = Path(__file__).resolve().parents[1]
HOME = CHECKOUT / "var" / "bench"
DAY = "2026-11-21"


def settle() -> None:
    """Point this process at the house of the measurements; called before Django is set up."""
    HOME.mkdir(parents=True, exist_ok=True)
    os.environ |= {"HAMTARAZ_HOME": str(HOME), "HAMTARAZ_DEMO": "1", "HAMTARAZ_DEMO_DAY": DAY}
    os.environ |= {"DJANGO_SETTINGS_MODULE": "bench.settings", "PYTHONPATH": str(CHECKOUT)}


def furnish() -> None:
    """Make the tables and load the example, unless they are there; assert that a commit reaches the disk."""
    hamtaraz = Path(sys.executable).parent / "hamtaraz"
    subprocess.run([hamtaraz, "migrate", "--verbosity", "0"], check=True)
    from django.db import connection

    from hamtaraz.people.models import Organisation

    if not Organisation.objects.exists():
        subprocess.run([hamtaraz, "load_example", "--verbosity", "0"], check=True)
    with connection.cursor() as cursor:
        for setting in ("fsync", "synchronous_commit"):
            cursor.execute(f"SHOW {setting}")
            (value,) = cursor.fetchone()
            if value != "on":
                raise SystemExit(f"{setting} is {value}: figures of a database that forgets mean nothing.")


@contextmanager
def served() -> Iterator[int]:
    """The application under granian, as in `hamtaraz run`; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    granian = Path(sys.executable).parent / "granian"
    server = subprocess.Popen(
        [
            granian, "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2",
            "--blocking-threads", "4", "--log-level", "error", "hamtaraz.config.wsgi:application",
        ],
        env=os.environ | {"HAMTARAZ_POOL": "1", "PYTHONPATH": str(CHECKOUT)},
    )  # fmt: skip
    try:
        for _try in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(20)


class Browser:
    """One kept-alive connection of a signed-in person."""

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        self.token = cookies.get("csrftoken", "")

    def get(self, path: str) -> int:
        """Ask for a page; its status."""
        self.line.request("GET", path, headers=self.headers)
        return self._status()

    def post(self, path: str, fields: dict[str, str]) -> int:
        """Send a form; its status."""
        headers = self.headers | {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": self.token}
        self.line.request("POST", path, urlencode(fields), headers)
        return self._status()

    def _status(self) -> int:
        answer = self.line.getresponse()
        answer.read()
        return answer.status


def signed_in(username: str) -> dict[str, str]:
    """The cookies of a person who has signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from hamtaraz.people.models import Person

    person = Person.objects.get(username=username)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return {"sessionid": str(session.session_key), "csrftoken": "b" * 32}
