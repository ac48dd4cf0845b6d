"""Backers pay by card: each payment as we know it, and what payers’ banks took back."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0026_reviews_and_two_rounds"),
    ]

    operations = [
        migrations.AlterField(
            model_name="pledge",
            name="state",
            field=models.CharField(
                choices=[
                    ("promised", "Promised"),
                    ("cancelled", "Taken back"),
                    ("released", "Ended, nothing to pay"),
                    ("asked", "Asked to pay"),
                    ("collected", "Paid"),
                    ("unpaid", "Not paid in time"),
                    ("refunded", "Paid back"),
                    ("paid_out", "Passed on to the group"),
                    ("disputed", "Taken back by the payer’s bank"),
                ],
                default="promised",
                editable=False,
                max_length=9,
                verbose_name="state",
            ),
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gateway", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=64, unique=True)),
                ("provider_id", models.CharField(blank=True, max_length=60)),
                ("amount", models.BigIntegerField(verbose_name="amount")),
                ("currency", models.CharField(max_length=3)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("starting", "Begun"),
                            ("open", "Waits for the payer"),
                            ("held", "Held on the card"),
                            ("taken", "Paid"),
                            ("ended", "Not paid"),
                            ("due", "Goes back to the card"),
                            ("refunded", "Went back to the card"),
                            ("lost", "Taken back by the payer's bank"),
                        ],
                        default="starting",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("hold_until", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=40)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("next_look_at", models.DateTimeField(null=True)),
                ("unanswered", models.PositiveSmallIntegerField(default=0)),
                (
                    "pledge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="budgeting.pledge",
                    ),
                ),
            ],
            options={
                "verbose_name": "payment by card",
                "verbose_name_plural": "payments by card",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("provider_id", models.CharField(max_length=60, unique=True)),
                ("amount", models.BigIntegerField(verbose_name="amount")),
                ("fee", models.BigIntegerField(default=0, verbose_name="fee")),
                ("status", models.CharField(max_length=20, verbose_name="state")),
                ("is_over", models.BooleanField(default=False)),
                ("borne", models.BigIntegerField(null=True)),
                (
                    "found_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("booked_at", models.DateTimeField(null=True)),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="budgeting.payment",
                    ),
                ),
            ],
            options={
                "verbose_name": "disputed payment",
                "verbose_name_plural": "disputed payments",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(
                condition=models.Q(("next_look_at__isnull", False)),
                fields=["next_look_at"],
                name="payments_to_look_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="payment_above_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["starting", "open", "held", "taken"])),
                fields=("pledge",),
                name="one_live_payment_per_pledge",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("provider_id", ""), _negated=True),
                fields=("gateway", "provider_id"),
                name="payment_known_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0), ("fee__gte", 0)), name="dispute_amounts"
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("booked_at__isnull", True), ("borne__isnull", True)),
                    models.Q(("booked_at__isnull", False), ("borne__gte", 0)),
                    _connector="OR",
                ),
                name="dispute_booked_whole",
            ),
        ),
    ]
