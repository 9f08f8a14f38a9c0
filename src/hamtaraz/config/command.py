"""The `hamtaraz` command: Django's commands and ours with the database they need, an analyst's with none at all."""

import os
import sys

OF_THE_OWNER = ("migrate", "backup", "restore")
OF_THE_LAW = ("distribute", "law")
"""Commands that reckon with files alone: neither Django nor a database is started for them."""


def main() -> None:
    """Run one command; a reader who left (`| head`) is told nothing more."""
    words = sys.argv[1:]
    try:
        try:
            if words and words[0] in OF_THE_LAW:
                _reckon(words)
            else:
                _work_in_the_house(words)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the last flush of the process goes there
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit("\nStopped.")


def _reckon(words: list[str]) -> None:
    from hamtaraz.law.command import reckon

    sys.exit(reckon(words, os.environ))


def _work_in_the_house(words: list[str]) -> None:
    """Run a command that needs the house; a server that does not start is told in one sentence."""
    from hamtaraz.config import serve
    from hamtaraz.config.cluster import NotStarted

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hamtaraz.config.settings")
    try:
        match words:
            case ["run"]:
                serve.run()
            case ["fresh", *rest]:
                serve.fresh(confirmed=rest == ["--confirm"])
            case _:
                _django(words)
    except (NotStarted, serve.CannotServe) as failure:
        sys.exit(f"\n{failure}")


def _django(words: list[str]) -> None:
    """A management command, as the role it needs: the owner's commands as the owner, all else as the application."""
    from hamtaraz.config.cluster import Cluster, NotStarted
    from hamtaraz.config.connection import own_server
    from hamtaraz.config.home import home

    if words and words[0] in OF_THE_OWNER:
        os.environ["HAMTARAZ_AS_OWNER"] = "1"
        if own_server() and not os.environ.get("DATABASE_OWNER_URL"):
            raise NotStarted(f"Set DATABASE_OWNER_URL: `{words[0]}` works as the role that owns the tables.")

    from django.core.management import execute_from_command_line

    if own_server():
        execute_from_command_line(["hamtaraz", *words])
        return
    cluster = Cluster(home()).start()
    try:
        cluster.ensure_database()
        execute_from_command_line(["hamtaraz", *words])
    finally:
        cluster.stop()
