"""Raises the wall before the splits of the counties' shares."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"
NAME = "0008_wall_before_splits"


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0007_wall_before_slips_and_evidence"), ("grants", "0005_county_split")]
    operations = [
        migrations.RunSQL((SQL / f"{NAME}.sql").read_text(), (SQL / f"{NAME}.down.sql").read_text()),
    ]
