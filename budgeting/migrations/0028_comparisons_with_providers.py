"""Each day providers and books are compared; what differs is kept, and how it was resolved."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0027_card_payments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Comparison",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gateway", models.CharField(max_length=20)),
                (
                    "begun_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("payments", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "comparison with a provider",
                "verbose_name_plural": "comparisons with providers",
                "ordering": ["-pk"],
            },
        ),
        migrations.AlterField(
            model_name="bankline",
            name="state",
            field=models.CharField(
                choices=[
                    ("suspense", "Waits for a person"),
                    ("kept", "Kept until the rest arrives"),
                    ("counted", "Paid a pledge"),
                    ("sent_back", "Sent back"),
                    ("cards", "Passed on by the card service"),
                ],
                default="suspense",
                max_length=9,
                verbose_name="state",
            ),
        ),
        migrations.CreateModel(
            name="Difference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gateway", models.CharField(max_length=20)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("missed", "We had not heard of it"),
                            ("unequal", "The amounts are not the same"),
                            ("stranger", "Money that no pledge knows"),
                            ("absent", "The provider does not know it"),
                        ],
                        max_length=8,
                        verbose_name="what",
                    ),
                ),
                ("about", models.CharField(max_length=64, verbose_name="reference")),
                ("theirs", models.BigIntegerField(verbose_name="at the provider")),
                ("ours", models.BigIntegerField(verbose_name="in our books")),
                ("currency", models.CharField(max_length=3)),
                (
                    "found_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("resolved_at", models.DateTimeField(null=True)),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("booked", "Booked as the provider has it"),
                            ("agrees", "Both say the same now"),
                            ("person", "Explained by a person"),
                        ],
                        max_length=6,
                        verbose_name="how it was resolved",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "pledge",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="budgeting.pledge",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "difference",
                "verbose_name_plural": "differences",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("resolved_at__isnull", True)),
                        fields=("gateway", "kind", "about"),
                        name="difference_listed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("how", ""), ("resolved_at__isnull", True), ("resolved_by__isnull", True)
                            ),
                            models.Q(("resolved_at__isnull", False), models.Q(("how", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="difference_resolved_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("how", "person"), _negated=True),
                            models.Q(("resolved_by__isnull", False), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="difference_explained_by_somebody",
                    ),
                ],
            },
        ),
    ]
