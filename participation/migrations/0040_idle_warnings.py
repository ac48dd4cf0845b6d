"""Owners of unused accounts are warned twice before the account goes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0039_newest_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="IdleWarning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("sent_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "warning about an unused account",
                "verbose_name_plural": "warnings about unused accounts",
                "constraints": [
                    models.UniqueConstraint(fields=("person", "number"), name="one_idle_warning_each"),
                    models.CheckConstraint(
                        condition=models.Q(("number__in", [1, 2])), name="two_idle_warnings"
                    ),
                ],
            },
        ),
    ]
