"""Raises the wall before projects, their payments and visits."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"
NAME = "0012_wall_before_projects"


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0011_wall_before_bitumen"), ("grants", "0008_projects")]
    operations = [
        migrations.RunSQL((SQL / f"{NAME}.sql").read_text(), (SQL / f"{NAME}.down.sql").read_text()),
    ]
