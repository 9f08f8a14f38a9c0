from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("distribution", "0003_distributions_go_by_a_directive")]

    operations = [
        migrations.RemoveField(
            model_name="distribution",
            name="indicator_year",
        ),
        migrations.RemoveField(
            model_name="distribution",
            name="weights_ppm",
        ),
    ]
