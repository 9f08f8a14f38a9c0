"""Raises the wall before bitumen: runs, aids, controls of compaction, joint purchases, reports."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"
NAME = "0011_wall_before_bitumen"


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0010_wall_before_plans"), ("grants", "0007_bitumen")]
    operations = [
        migrations.RunSQL((SQL / f"{NAME}.sql").read_text(), (SQL / f"{NAME}.down.sql").read_text()),
    ]
