"""A table for django-allauth's limits, so that every process of the small site counts the same."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0035_erasure"),
    ]

    operations = [
        migrations.CreateModel(
            name="SharedLimit",
            fields=[
                ("cache_key", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("expires", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
