"""Acts about the council's money that take two people, kept as they were decided; proofs of the books."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from budgeting.treasury.frozen import freeze_money_acts
from participation.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0021_sharing_of_match_funds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ProofRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "run_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("transfers", models.PositiveIntegerField()),
                ("faults", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "proof of the books",
                "verbose_name_plural": "proofs of the books",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="MoneyAct",
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
                        choices=[
                            ("top-up", "Put money into a pot"),
                            ("cut", "Take money out of a pot"),
                            ("reversal", "Reverse a transfer"),
                        ],
                        max_length=10,
                        verbose_name="what",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="amount")),
                ("currency", models.CharField(max_length=3)),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "proposed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("by_finance", models.BooleanField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("approved", models.BooleanField(null=True)),
                ("answer", models.TextField(blank=True)),
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
                    "pot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="money_acts",
                        to="budgeting.pot",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "transfer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="money_acts",
                        to="budgeting.transfer",
                    ),
                ),
            ],
            options={
                "verbose_name": "act about money",
                "verbose_name_plural": "acts about money",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="money_act_above_zero"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("proposed_by", models.F("decided_by")), _negated=True),
                        name="money_act_takes_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved__isnull", True),
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                            ),
                            models.Q(
                                ("approved__isnull", False),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="money_act_decided_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True), ("pot__isnull", False)),
                        fields=("kind", "pot"),
                        name="one_waiting_money_act_per_pot",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True), ("transfer__isnull", False)),
                        fields=("transfer",),
                        name="one_waiting_reversal",
                    ),
                ],
            },
        ),
        freeze_money_acts(),
        append_only("budgeting_proofrun"),
    ]
