"""How often something was done lately is counted in the database, so that all processes share one count."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0025_exports"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActCount",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("count", models.PositiveIntegerField()),
                ("ends_at", models.BigIntegerField(db_index=True)),
            ],
        ),
    ]
