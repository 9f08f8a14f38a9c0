"""Lets the roles around dehyaris be named by a remark."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0002_roles_of_aid"),
    ]

    operations = [
        migrations.AlterField(
            model_name="remark",
            name="by_role",
            field=models.CharField(
                choices=[
                    ("consolidation_expert", "Budget Consolidation expert"),
                    ("consolidation_head", "Head of the Budget Consolidation Group"),
                    ("sector_expert", "Sector budget expert"),
                    ("budget_deputy", "Budget Deputy"),
                    ("mpo_head", "Head of the Management and Planning Organization"),
                    ("council_secretary", "Secretary of the Planning and Development Council"),
                    ("county_secretary", "Secretary of the County Planning Committee"),
                    ("allotment_secretary", "Secretary of the Allotment Committee"),
                    ("agency_expert", "Agency budget expert"),
                    ("agency_head", "Head of agency"),
                    ("resource_expert", "Expert of the Resource Development deputy"),
                    ("resource_deputy", "Deputy for Resource Development and Support"),
                    ("municipal_deputy", "Deputy for Municipal Affairs"),
                    ("dehyari_deputy", "Deputy for Dehyari Affairs"),
                    ("development_deputy", "Deputy for Coordination of Development Affairs"),
                    ("urban_office", "Urban Affairs and Councils Office"),
                    ("rural_office", "Rural Affairs and Councils Office"),
                    ("technical_office", "Technical Office of the governorate"),
                    ("county_technical", "Technical deputy of the county governorate"),
                    ("mayor", "Mayor"),
                    ("dehyar", "Dehyar"),
                    ("auditor", "Auditor"),
                    ("administrator", "System administrator"),
                    ("operator", "Data operator"),
                ],
                max_length=24,
            ),
        ),
    ]
