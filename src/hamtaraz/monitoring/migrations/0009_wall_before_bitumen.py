"""Raises the wall before bitumen: runs, aids, controls of compaction, joint purchases, reports."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"
NAME = "0009_wall_before_bitumen"


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0008_wall_before_splits"), ("grants", "0006_bitumen")]
    operations = [
        migrations.RunSQL((SQL / f"{NAME}.sql").read_text(), (SQL / f"{NAME}.down.sql").read_text()),
    ]
