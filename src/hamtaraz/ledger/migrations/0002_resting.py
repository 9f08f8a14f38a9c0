"""Keeps what rests summed beside the accounts, from this posting on and for all before."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        # Back: the pen goes on keeping the sums, which nobody reads then; the first migration takes them away.
        migrations.RunSQL(
            (SQL / "0003_resting.sql").read_text() + (SQL / "0002_post.sql").read_text(), migrations.RunSQL.noop
        ),
        migrations.CreateModel(
            name="Resting",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "province", "fiscal_year", "book", "stage", "source", "county", "chapter", "agency"
                    ),
                ),
                ("province", models.CharField(max_length=2)),
                ("fiscal_year", models.IntegerField()),
                ("book", models.TextField()),
                ("stage", models.TextField()),
                ("source", models.TextField()),
                ("county", models.TextField()),
                ("chapter", models.TextField()),
                ("agency", models.TextField()),
            ],
            options={"managed": False, "db_table": "ledger_resting"},
        ),
    ]
