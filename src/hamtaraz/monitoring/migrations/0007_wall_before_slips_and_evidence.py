"""Raises the wall before slips, evidence, choices of villages and waivers."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"
NAME = "0007_wall_before_slips_and_evidence"


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0006_wall_for_counties"), ("grants", "0004_slips_evidence_choices_waivers")]
    operations = [
        migrations.RunSQL((SQL / f"{NAME}.sql").read_text(), (SQL / f"{NAME}.down.sql").read_text()),
    ]
