"""Lets the wall show a waiver to whoever gave its reason."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"
NAME = "0009_waivers_of_recipients"


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0008_wall_before_splits")]
    operations = [
        migrations.RunSQL((SQL / f"{NAME}.sql").read_text(), (SQL / f"{NAME}.down.sql").read_text()),
    ]
