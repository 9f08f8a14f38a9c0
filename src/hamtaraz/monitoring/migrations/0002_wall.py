"""Raises the wall of row-level security before the rows of an organisation."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("monitoring", "0001_initial"),
        ("places", "0001_initial"),
        ("trail", "0001_initial"),
        ("ledger", "0001_initial"),
        ("workflow", "0001_initial"),
        ("letters", "0001_initial"),
        ("documents", "0002_append_only"),
        ("notices", "0001_initial"),
        ("agreements", "0001_initial"),
        ("allotments", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL((SQL / "0002_wall.sql").read_text(), (SQL / "0002_wall.down.sql").read_text()),
    ]
