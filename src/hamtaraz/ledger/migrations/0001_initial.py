"""Creates the book: the map of accounts, the accounts, the entries, and the pen."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    initial = True
    dependencies = [("trail", "0001_initial")]
    operations = [
        migrations.RunSQL(
            (SQL / "0001_book.sql").read_text() + (SQL / "0002_post.sql").read_text(),
            (SQL / "0001_book.down.sql").read_text(),
        ),
        migrations.CreateModel(
            name="AccountRow",
            fields=[("id", models.BigIntegerField(primary_key=True, serialize=False))],
            options={"managed": False, "db_table": "ledger_account"},
        ),
        migrations.CreateModel(
            name="EntryRow",
            fields=[("id", models.BigIntegerField(primary_key=True, serialize=False))],
            options={"managed": False, "db_table": "ledger_entry"},
        ),
    ]
