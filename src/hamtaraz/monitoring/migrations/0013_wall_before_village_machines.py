"""Raises the wall before the machines of dehyaris."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"
NAME = "0013_wall_before_village_machines"


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0012_wall_before_projects"), ("grants", "0009_village_machines")]
    operations = [
        migrations.RunSQL((SQL / f"{NAME}.sql").read_text(), (SQL / f"{NAME}.down.sql").read_text()),
    ]
