"""Stand-alone debates, and phases that open them."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0021_led_and_edited_talk"),
    ]

    operations = [
        migrations.AlterField(
            model_name="phase",
            name="kind",
            field=models.CharField(
                choices=[
                    ("propose", "Propose and support"),
                    ("debate", "Talk it over"),
                    ("review", "The council checks and costs"),
                    ("ballot", "Vote"),
                    ("count", "Count and check"),
                    ("deliver", "Build"),
                    ("pledge", "Pledge"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.CreateModel(
            name="Debate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hidden_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("by_council", models.BooleanField(default=False, editable=False)),
                ("title", models.CharField(max_length=120, verbose_name="What is the question?")),
                (
                    "words",
                    models.TextField(
                        max_length=5000, verbose_name="What should people know before they speak?"
                    ),
                ),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="opens")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                (
                    "published_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="debates",
                        to="participation.area",
                        verbose_name="Which part of town?",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="debates",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="debates",
                        to="participation.category",
                        verbose_name="What is it about?",
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="debates",
                        to="participation.process",
                        verbose_name="process",
                    ),
                ),
                (
                    "thread",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="debate",
                        to="participation.thread",
                    ),
                ),
            ],
            options={
                "verbose_name": "debate",
                "verbose_name_plural": "debates",
                "ordering": ["-published_at", "-pk"],
                "indexes": [models.Index(fields=["process", "published_at"], name="debate_by_process")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opens_at__isnull", True),
                            ("closes_at__isnull", True),
                            ("closes_at__gt", models.F("opens_at")),
                            _connector="OR",
                        ),
                        name="debate_closes_after_opening",
                        violation_error_message="The end must lie after the start.",
                    )
                ],
            },
        ),
    ]
