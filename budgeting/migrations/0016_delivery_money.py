"""What happens to the money of funded projects: more of it, closed books, winners that cannot be built.

The reserve rule is a rule of the round, frozen with the others; rounds from before declared none and give money back.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from budgeting.rounds.frozen import with_rounds_thawed


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0015_projects_that_hang_together"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *with_rounds_thawed(
            [
                migrations.AddField(
                    model_name="round",
                    name="reserve_rule",
                    field=models.CharField(
                        choices=[
                            ("next_in_line", "The next project in line that fits gets its money"),
                            ("back_to_pot", "Its money goes back to the pot"),
                        ],
                        default="back_to_pot",
                        max_length=12,
                        verbose_name="if a project that won cannot be built",
                    ),
                ),
            ]
        ),
        migrations.AddField(
            model_name="deliveryupdate",
            name="delay_reason",
            field=models.TextField(blank=True, verbose_name="why it takes longer"),
        ),
        migrations.AddField(
            model_name="deliveryupdate",
            name="finish_on",
            field=models.DateField(blank=True, null=True, verbose_name="finished by"),
        ),
        migrations.CreateModel(
            name="MoneyRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("extra", "More money"), ("final", "Final cost")], max_length=5
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="amount")),
                ("reason", models.TextField(verbose_name="reason")),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("granted", models.BooleanField(null=True)),
                ("answer", models.TextField(blank=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="money_requests",
                        to="budgeting.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "request about a project's money",
                "verbose_name_plural": "requests about projects' money",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=("project",),
                        name="one_waiting_money_request",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("granted", True), ("kind", "final")),
                        fields=("project",),
                        name="project_closed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked_by", models.F("decided_by")), _negated=True),
                        name="money_request_takes_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("granted__isnull", True),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("granted__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="money_request_decided_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__gt", 0), ("kind", "extra")),
                            models.Q(("amount__gte", 0), ("kind", "final")),
                            _connector="OR",
                        ),
                        name="money_request_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Undelivered",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("next_in_line", "The next project in line that fits gets its money"),
                            ("back_to_pot", "Its money goes back to the pot"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("declared_at", models.DateTimeField()),
                ("spent", models.BigIntegerField()),
                ("released", models.BigIntegerField()),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undelivered",
                        to="budgeting.project",
                    ),
                ),
                (
                    "successor",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stepped_in_for",
                        to="budgeting.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "project that cannot be built",
                "verbose_name_plural": "projects that cannot be built",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("released__gte", 0), ("spent__gte", 0)),
                        name="undelivered_amounts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("successor", models.F("project")), _negated=True),
                        name="successor_is_another_project",
                    ),
                ],
            },
        ),
    ]
