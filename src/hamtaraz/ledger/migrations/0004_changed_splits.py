"""Lets a heading of a county give back to the county's share what the other heading then takes up."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_envelopes")]
    operations = [
        migrations.RunSQL(
            (SQL / "0005_changed_splits.sql").read_text(), (SQL / "0005_changed_splits.down.sql").read_text()
        ),
    ]
