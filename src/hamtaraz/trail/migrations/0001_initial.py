"""Creates the trail: its table, its only door and its guard."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [
        migrations.RunSQL((SQL / "0001_act.sql").read_text(), (SQL / "0001_act.down.sql").read_text()),
        migrations.CreateModel(
            name="Act",
            fields=[("id", models.BigIntegerField(primary_key=True, serialize=False))],
            options={"managed": False, "db_table": "trail_act", "ordering": ["id"]},
        ),
    ]
