"""Lets the people of a county see the municipalities and villages of their own county."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0005_wall_before_machines")]
    operations = [
        migrations.RunSQL(
            (SQL / "0006_wall_for_counties.sql").read_text(), (SQL / "0006_wall_for_counties.down.sql").read_text()
        ),
    ]
