"""The `hamtaraz` command: Django's commands and ours, with the database they need."""

import os
import sys

import click


def main() -> None:
    """Run one command as the role it needs: `migrate` as the owner of the tables, all else as the application."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hamtaraz.config.settings")
    if sys.argv[1:2] == ["migrate"]:
        os.environ["HAMTARAZ_AS_OWNER"] = "1"

    from django.core.management import execute_from_command_line

    from hamtaraz.config.cluster import Cluster, NotStarted
    from hamtaraz.config.connection import own_server
    from hamtaraz.config.home import home

    if own_server():
        execute_from_command_line(sys.argv)
        return
    try:
        cluster = Cluster(home()).start()
        try:
            cluster.ensure_database()
            execute_from_command_line(sys.argv)
        finally:
            cluster.stop()
    except NotStarted as failure:
        click.echo(str(failure), err=True)
        sys.exit(1)
