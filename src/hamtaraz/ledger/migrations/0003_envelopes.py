"""Adds the envelopes of machinery and projects between the share of a county and what is promised of it."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_grants")]
    operations = [
        migrations.RunSQL((SQL / "0004_envelopes.sql").read_text(), (SQL / "0004_envelopes.down.sql").read_text()),
    ]
