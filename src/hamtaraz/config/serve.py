"""`hamtaraz run` and `hamtaraz fresh`: from a checkout that is set up to a page that answers."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tomllib
from pathlib import Path
from types import FrameType

from hamtaraz.config.cluster import DATABASE, Cluster
from hamtaraz.config.connection import own_server
from hamtaraz.config.home import CHECKOUT, home
from hamtaraz.kernel import jalali

FIRST_PORT = 8000
PORTS_TRIED = 100


class CannotServe(Exception):
    """The application cannot be served; the message says in one sentence what to do."""


def run() -> None:
    """Bring the tables up to date, load the example into an empty database, and serve until stopped."""
    os.environ.setdefault("HAMTARAZ_DEMO", "1")  # the settings ignore both in production
    os.environ.setdefault("HAMTARAZ_DEMO_DAY", _story_day())
    home().mkdir(mode=0o700, parents=True, exist_ok=True)
    cluster = None if own_server() else Cluster(home()).start()
    try:
        _prepare(cluster)
        _serve()
    finally:
        if cluster:
            cluster.stop()


def _story_day() -> str:
    """The day the example's story has reached, in ISO form."""
    with (CHECKOUT / "examples" / "khuzestan-1405" / "story.toml").open("rb") as file:
        return jalali.parse(tomllib.load(file)["today"]).isoformat()


def fresh(*, confirmed: bool) -> None:
    """Forget every record: the next `make run` begins from the example again."""
    if own_server():
        raise CannotServe("The database is on a server of your own: empty it there.")
    if not confirmed:
        raise CannotServe("This forgets every record; say `make fresh CONFIRM=yes` if you mean it.")
    Cluster(home()).erase()
    shutil.rmtree(home() / "uploads", ignore_errors=True)
    print("Everything is forgotten; `make run` begins again from the example.")


def _prepare(cluster: Cluster | None) -> None:
    loading = home() / "example-is-loading"
    if cluster:
        if loading.exists():  # stopped half-way: half an example is of no use
            cluster.drop_database(DATABASE)
        cluster.ensure_database()
    loading.unlink(missing_ok=True)
    _tell("Bringing the tables up to date")
    _hamtaraz("migrate", "--verbosity", "0")
    if _production():
        _hamtaraz("collectstatic", "--no-input", "--verbosity", "0")
    elif _command_exists("load_example") and _is_empty():
        _tell("Loading the example province (about a minute, the first time only)")
        loading.touch()
        _hamtaraz("load_example")
        loading.unlink()


def _serve() -> None:
    port = _free_port()
    granian = Path(sys.executable).parent / "granian"
    log = home() / "server.log"
    server = subprocess.Popen(
        [
            str(granian), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
            "--workers", os.environ.get("HAMTARAZ_WORKERS", "2"), "--blocking-threads", "4",
            "--log-level", "error", "hamtaraz.config.wsgi:application",
        ],
        env=os.environ | {"HAMTARAZ_POOL": "1", "DJANGO_SETTINGS_MODULE": "hamtaraz.config.settings"},
        stdout=log.open("w"),
        stderr=subprocess.STDOUT,
        start_new_session=True,  # Ctrl-C reaches this process alone, which then stops the server in order
    )  # fmt: skip

    def stop(number: int, frame: FrameType | None) -> None:
        server.terminate()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    _wait_until_it_answers(server, port)
    if server.poll() is None:
        print(f"\nHamtaraz answers at http://localhost:{port} (Ctrl-C stops it)", flush=True)
    code = server.wait()
    if code not in (0, -signal.SIGTERM, -signal.SIGINT):
        raise CannotServe(f"The web server stopped by itself: read {log}, put right what it says, and start again.")


def _wait_until_it_answers(server: "subprocess.Popen[bytes]", port: int) -> None:
    while server.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        try:
            server.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue


def _free_port() -> int:
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise CannotServe(f"Ports {FIRST_PORT} to {FIRST_PORT + PORTS_TRIED - 1} are all taken: free one of them.")


def _production() -> bool:
    return os.environ.get("HAMTARAZ_PRODUCTION") == "1"


def _is_empty() -> bool:
    """Whether nothing was ever done in this database: every change has an act in the trail."""
    return _asks("from hamtaraz.trail.models import Act; print(Act.objects.exists())") == "False"


def _command_exists(name: str) -> bool:
    return _asks(f"from django.core.management import get_commands; print({name!r} in get_commands())") == "True"


def _asks(code: str) -> str:
    opening = "import django; django.setup();"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "hamtaraz.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", f"{opening} {code}"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise CannotServe(_complaint("look into the database", done.stderr))
    return done.stdout.strip()


def _hamtaraz(*words: str) -> None:
    """Run another of our commands; what it tells goes to the person, what it complains of into the log."""
    command = [sys.executable, "-c", "from hamtaraz.config.command import main; main()", *words]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise CannotServe(_complaint(f"run `hamtaraz {words[0]}`", done.stderr))


def _complaint(what: str, words: str) -> str:
    if len(words.strip().splitlines()) == 1:  # a sentence for a person, not a traceback
        return words.strip()
    log = home() / "run.log"
    log.write_text(words)
    return f"Could not {what}: read {log}, put right what it says, and start again."


def _tell(words: str) -> None:
    print(f"  {words} …", flush=True)
