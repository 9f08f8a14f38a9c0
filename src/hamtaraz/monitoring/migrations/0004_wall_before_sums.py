"""Raises the wall of row-level security before the sums of the book."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0003_wall_before_directives"), ("ledger", "0002_resting")]
    operations = [
        migrations.RunSQL(
            (SQL / "0004_wall_before_sums.sql").read_text(), (SQL / "0004_wall_before_sums.down.sql").read_text()
        ),
    ]
