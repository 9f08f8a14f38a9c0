"""Raises the wall of row-level security before the requests for machines and their slips."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0004_wall_before_grants"), ("grants", "0002_machinery")]
    operations = [
        migrations.RunSQL(
            (SQL / "0005_wall_before_machines.sql").read_text(),
            (SQL / "0005_wall_before_machines.down.sql").read_text(),
        ),
    ]
