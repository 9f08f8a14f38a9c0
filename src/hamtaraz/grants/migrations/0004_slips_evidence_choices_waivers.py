"""Lets slips pay for every kind of subject; adds photos and documents, the choice of a village, and waivers."""

import django.db.models.deletion
from django.db import migrations, models

LOWERS_THE_WALL = """
    DROP POLICY wall ON grants_depositslip;
    ALTER TABLE grants_depositslip DISABLE ROW LEVEL SECURITY;
"""
RAISES_THE_WALL = """
    ALTER TABLE grants_depositslip ENABLE ROW LEVEL SECURITY;
    CREATE POLICY wall ON grants_depositslip TO hamtaraz_app USING (
        (SELECT wall('seat')) = '' OR EXISTS (SELECT 1 FROM grants_machinerequest m WHERE m.id = request_id));
"""
NAMES_WHAT_IT_PAYS_FOR = """
    UPDATE grants_depositslip SET about_kind = 'grants.machinerequest', about_id = m.id, recipient_id = m.recipient_id
    FROM grants_machinerequest m WHERE m.id = request_id;
    SET CONSTRAINTS ALL IMMEDIATE;
"""
NAMES_ITS_REQUEST = """
    DELETE FROM grants_depositslip WHERE about_kind <> 'grants.machinerequest';  -- their subjects are not there then
    UPDATE grants_depositslip SET request_id = about_id WHERE about_kind = 'grants.machinerequest';
    SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0003_generated_runs"),
        ("letters", "0001_initial"),
        ("monitoring", "0006_wall_for_counties"),
    ]

    operations = [
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("province", models.CharField(max_length=2)),
                ("about_kind", models.CharField(max_length=60)),
                ("about_id", models.BigIntegerField()),
                (
                    "moment",
                    models.CharField(
                        choices=[
                            ("before", "Before the work"),
                            ("during", "During the work"),
                            ("after", "After the work"),
                            ("document", "Document"),
                        ],
                        max_length=12,
                    ),
                ),
                ("taken_on", models.DateField()),
                ("place", models.CharField(max_length=200)),
                ("latitude", models.DecimalField(decimal_places=5, max_digits=8, null=True)),
                ("longitude", models.DecimalField(decimal_places=5, max_digits=8, null=True)),
            ],
            options={
                "ordering": ["taken_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="VillageChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("province", models.CharField(max_length=2)),
                ("fiscal_year", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(choices=[("machine", "Machine"), ("project", "Project")], max_length=8)),
            ],
        ),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("province", models.CharField(max_length=2)),
                ("fiscal_year", models.PositiveSmallIntegerField()),
                ("clause", models.CharField(max_length=24)),
                ("about_kind", models.CharField(max_length=60)),
                ("about_id", models.BigIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("url", models.CharField(max_length=200)),
                ("reason", models.TextField()),
                ("day", models.DateField()),
                ("act", models.BigIntegerField()),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.RunSQL(LOWERS_THE_WALL, RAISES_THE_WALL),
        migrations.AddField("depositslip", "about_id", models.BigIntegerField(default=0), preserve_default=False),
        migrations.AddField(
            "depositslip", "about_kind", models.CharField(default="", max_length=60), preserve_default=False
        ),
        migrations.AddField(
            "depositslip",
            "recipient",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="slips", to="grants.recipient"
            ),
        ),
        migrations.RunSQL(NAMES_WHAT_IT_PAYS_FOR, migrations.RunSQL.noop),
        migrations.AlterField(
            "depositslip",
            "recipient",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="slips", to="grants.recipient"),
        ),
        migrations.AlterField(
            "depositslip",
            "request",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="slips_of_request",
                to="grants.machinerequest",
            ),
        ),
        migrations.RunSQL(migrations.RunSQL.noop, NAMES_ITS_REQUEST),
        migrations.RemoveField("depositslip", "request"),
        migrations.AddIndex(
            model_name="depositslip",
            index=models.Index(fields=["about_kind", "about_id"], name="grants_depo_about_k_018a36_idx"),
        ),
        migrations.AddField(
            model_name="evidence",
            name="attachment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="letters.attachment"
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="recipient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="grants.recipient"
            ),
        ),
        migrations.AddField(
            model_name="villagechoice",
            name="recipient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="choices", to="grants.recipient"
            ),
        ),
        migrations.AddIndex(
            model_name="waiver",
            index=models.Index(fields=["province", "fiscal_year"], name="grants_waiv_provinc_9ca33c_idx"),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(fields=["about_kind", "about_id"], name="grants_evid_about_k_fdf5e2_idx"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    models.Q(
                        ("latitude__gte", -90), ("latitude__lte", 90), ("longitude__gte", -180), ("longitude__lte", 180)
                    ),
                    _connector="OR",
                ),
                name="a_place_is_on_the_earth",
            ),
        ),
        migrations.AddConstraint(
            model_name="villagechoice",
            constraint=models.UniqueConstraint(fields=("recipient", "fiscal_year"), name="one_aid_a_village_and_year"),
        ),
    ]
