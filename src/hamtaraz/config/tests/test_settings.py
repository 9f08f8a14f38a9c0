"""What the environment may and may not switch on, and where secrets and connections come from."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

from hamtaraz.config import connection
from hamtaraz.config.home import secret

SHOWN = (
    "DEMO",
    "DEBUG",
    "SESSION_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "ALLOWED_HOSTS",
)


def settings_with(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process of its own."""
    code = (
        "import json; from hamtaraz.config import settings as s;"
        f"print(json.dumps({{name: getattr(s, name) for name in {SHOWN}}}))"
    )
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("HAMTARAZ_", "DATABASE_"))}
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**clean, "PYTHONPATH": os.pathsep.join(sys.path), "HAMTARAZ_HOME": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_demo_mode_is_impossible_in_production(tmp_path):
    done = settings_with(
        tmp_path,
        HAMTARAZ_PRODUCTION="1",
        HAMTARAZ_DEMO="1",
        HAMTARAZ_DEBUG="1",
        HAMTARAZ_HOSTS="office.example",
        DATABASE_URL="postgresql://app@server/hamtaraz",
    )
    assert json.loads(done.stdout) == {
        "DEMO": False,
        "DEBUG": False,
        "SESSION_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "ALLOWED_HOSTS": ["office.example"],
    }


def test_production_without_host_names_does_not_start(tmp_path):
    done = settings_with(tmp_path, HAMTARAZ_PRODUCTION="1")
    assert done.returncode != 0
    assert "HAMTARAZ_HOSTS" in done.stderr


def test_demo_mode_is_off_unless_asked_for(tmp_path):
    assert json.loads(settings_with(tmp_path).stdout)["DEMO"] is False
    assert json.loads(settings_with(tmp_path, HAMTARAZ_DEMO="1").stdout)["DEMO"] is True


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first = secret(tmp_path / "home", "key")
    assert len(first) >= 64
    assert secret(tmp_path / "home", "key") == first
    assert secret(tmp_path / "other", "key") != first
    assert stat.S_IMODE((tmp_path / "home" / "key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["key"]


def test_a_server_of_ones_own_is_reached_as_two_roles(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:p%40ss@db.example:6432/credit?sslmode=require")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@db.example/credit")
    application = connection.of_the_application(tmp_path)
    assert (application["USER"], application["PASSWORD"], application["HOST"], application["PORT"]) == (
        "app",
        "p@ss",
        "db.example",
        "6432",
    )
    assert application["NAME"] == "credit"
    assert application["OPTIONS"]["sslmode"] == "require"
    assert connection.of_the_owner(tmp_path)["USER"] == "owner"


def test_without_a_server_of_ones_own_the_socket_is_used(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    assert connection.of_the_application(tmp_path)["USER"] == "hamtaraz_app"
    assert connection.of_the_owner(tmp_path)["USER"] == "hamtaraz_owner"
    assert connection.of_the_owner(tmp_path)["HOST"].startswith("/")
