"""Raises the wall of row-level security before the directives of a province."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0002_wall"), ("directives", "0001_initial")]
    operations = [
        migrations.RunSQL(
            (SQL / "0003_wall_before_directives.sql").read_text(),
            (SQL / "0003_wall_before_directives.down.sql").read_text(),
        ),
    ]
