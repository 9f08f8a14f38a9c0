"""Raises the wall of row-level security before the aid to municipalities and dehyaris."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0004_wall_before_sums"), ("grants", "0001_initial")]
    operations = [
        migrations.RunSQL(
            (SQL / "0004_wall_before_grants.sql").read_text(),
            (SQL / "0004_wall_before_grants.down.sql").read_text(),
        ),
    ]
