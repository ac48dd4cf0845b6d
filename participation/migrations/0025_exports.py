"""People ask for a copy of all their data: one at a time, made by the worker, gone after a week."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import participation.accounts.privacy.models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0024_appeals"),
    ]

    operations = [
        migrations.CreateModel(
            name="DataExport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ready_at", models.DateTimeField(editable=False, null=True)),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        storage=participation.accounts.privacy.models.exports,
                        upload_to="exports/",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "copy of a person’s data",
                "verbose_name_plural": "copies of people’s data",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file", ""), ("ready_at__isnull", True)),
                            models.Q(("ready_at__isnull", False), models.Q(("file", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="export_is_ready_with_its_file",
                    )
                ],
            },
        ),
    ]
