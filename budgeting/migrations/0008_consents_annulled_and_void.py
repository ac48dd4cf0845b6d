"""First agreements to acts of two officers, ballots that were annulled, and rounds that became void."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0007_points_to_share"),
        ("participation", "0041_blocks_are_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Annulment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("not_eligible", "The person may not vote in this round"),
                            ("twice", "One person had shown who they are in two ways, and voted twice"),
                            ("someone_else", "Somebody voted in the name of another person"),
                            ("pressure", "The person was paid or pressed to vote in a certain way"),
                        ],
                        max_length=20,
                        verbose_name="what is published",
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason, which the person reads")),
                (
                    "may_vote_again",
                    models.BooleanField(default=False, verbose_name="the person may vote again"),
                ),
                ("annulled_at", models.DateTimeField()),
                (
                    "identity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participation.identity",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="annulments",
                        to="budgeting.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "annulled ballot",
                "verbose_name_plural": "annulled ballots",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="RoundVoid",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("voided_at", models.DateTimeField()),
                ("reason", models.TextField(verbose_name="reason")),
                ("voters", models.PositiveIntegerField()),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="void", to="budgeting.round"
                    ),
                ),
            ],
            options={
                "verbose_name": "void round",
                "verbose_name_plural": "void rounds",
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("act", models.CharField(max_length=30)),
                ("subject", models.CharField(blank=True, max_length=64)),
                ("terms", models.JSONField(default=dict)),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("agreed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "agreed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="budgeting.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "first agreement to an act of two",
                "verbose_name_plural": "first agreements to acts of two",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "act", "subject"), name="one_first_consent_per_act"
                    )
                ],
            },
        ),
    ]
