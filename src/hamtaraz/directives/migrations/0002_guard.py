"""Keeps submitted versions unchangeable and all versions undeleted, for the application's role and for the owner."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("directives", "0001_initial"), ("trail", "0001_initial")]
    operations = [
        migrations.RunSQL((SQL / "0002_guard.sql").read_text(), (SQL / "0002_guard.down.sql").read_text()),
    ]
