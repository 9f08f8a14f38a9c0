"""Adds the stages of aid to municipalities and dehyaris to the map of accounts."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_resting")]
    operations = [
        migrations.RunSQL((SQL / "0003_grants.sql").read_text(), (SQL / "0003_grants.down.sql").read_text()),
    ]
