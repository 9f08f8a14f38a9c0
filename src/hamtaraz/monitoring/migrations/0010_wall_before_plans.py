"""Raises the wall before plans and their accepted lines."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"
NAME = "0010_wall_before_plans"


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0009_waivers_of_recipients"), ("grants", "0006_plans")]
    operations = [
        migrations.RunSQL((SQL / f"{NAME}.sql").read_text(), (SQL / f"{NAME}.down.sql").read_text()),
    ]
