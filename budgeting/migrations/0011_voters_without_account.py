"""Who has no account votes too: by codes of the council, by post or text message, or in an electorate of its own.

What a round declares about that freezes with it, so the triggers come off and on again.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from budgeting.rounds.frozen import with_rounds_thawed


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0010_objections_runs_and_changes"),
        ("participation", "0041_blocks_are_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = with_rounds_thawed(
        [
            migrations.AddField(
                model_name="round",
                name="opens_to_codes",
                field=models.BooleanField(default=False, verbose_name="with a code from the council’s desk"),
            ),
            migrations.AddField(
                model_name="round",
                name="opens_to_letters",
                field=models.BooleanField(default=False, verbose_name="with a code by post"),
            ),
            migrations.AddField(
                model_name="round",
                name="opens_to_sms",
                field=models.BooleanField(default=False, verbose_name="with a code by text message"),
            ),
            migrations.CreateModel(
                name="Electorate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("name", models.CharField(max_length=120, verbose_name="who they are")),
                    (
                        "way",
                        models.CharField(
                            choices=[
                                ("code", "a code on a card, which they are given"),
                                ("declaration", "a signed declaration of who they are"),
                            ],
                            default="code",
                            max_length=12,
                            verbose_name="how they show it",
                        ),
                    ),
                    ("age_bands", models.TextField(blank=True, verbose_name="age bands, one a line")),
                    ("schools", models.TextField(blank=True, verbose_name="schools or groups, one a line")),
                    (
                        "asks_guardian",
                        models.BooleanField(default=False, verbose_name="a parent or guardian signs too"),
                    ),
                    (
                        "round",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="electorates",
                            to="budgeting.round",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "electorate of its own",
                    "verbose_name_plural": "electorates of their own",
                    "ordering": ["pk"],
                },
            ),
            migrations.CreateModel(
                name="Elector",
                fields=[
                    (
                        "identity",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            primary_key=True,
                            related_name="elector",
                            serialize=False,
                            to="participation.identity",
                        ),
                    ),
                    (
                        "electorate",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="electors",
                            to="budgeting.electorate",
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="CodeBatch",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("label", models.CharField(max_length=80, verbose_name="label")),
                    ("size", models.PositiveSmallIntegerField(verbose_name="number of codes")),
                    (
                        "expires_at",
                        models.DateTimeField(blank=True, null=True, verbose_name="codes work until"),
                    ),
                    (
                        "made_at",
                        models.DateTimeField(
                            db_default=django.db.models.functions.datetime.Now(), editable=False
                        ),
                    ),
                    ("cancelled_at", models.DateTimeField(editable=False, null=True)),
                    ("cancel_reason", models.CharField(blank=True, editable=False, max_length=500)),
                    (
                        "area",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="participation.area",
                        ),
                    ),
                    (
                        "made_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "round",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="code_batches",
                            to="budgeting.round",
                        ),
                    ),
                    (
                        "electorate",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="code_batches",
                            to="budgeting.electorate",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "batch of codes",
                    "verbose_name_plural": "batches of codes",
                    "ordering": ["pk"],
                },
            ),
            migrations.CreateModel(
                name="Admission",
                fields=[
                    ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                    ("spent", models.CharField(blank=True, max_length=64)),
                    (
                        "identity",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="participation.identity",
                        ),
                    ),
                    (
                        "round",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="admissions",
                            to="budgeting.round",
                        ),
                    ),
                    (
                        "batch",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="codes",
                            to="budgeting.codebatch",
                        ),
                    ),
                    (
                        "electorate",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="admissions",
                            to="budgeting.electorate",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "admission to a ballot",
                    "verbose_name_plural": "admissions to ballots",
                },
            ),
            migrations.AddField(
                model_name="roundpot",
                name="electorate",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="pots",
                    to="budgeting.electorate",
                ),
            ),
            migrations.AddConstraint(
                model_name="electorate",
                constraint=models.UniqueConstraint(fields=("round", "name"), name="electorate_once_in_round"),
            ),
            migrations.AddConstraint(
                model_name="codebatch",
                constraint=models.CheckConstraint(
                    condition=models.Q(("size__gte", 1), ("size__lte", 500)), name="size_of_a_batch"
                ),
            ),
            migrations.AddConstraint(
                model_name="codebatch",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("cancelled_at__isnull", True),
                        models.Q(("cancel_reason", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="batch_cancelled_for_a_reason",
                ),
            ),
            migrations.AddConstraint(
                model_name="admission",
                constraint=models.CheckConstraint(
                    condition=models.Q(("spent", ""), ("identity__isnull", True), _connector="OR"),
                    name="spent_admission_forgets_its_person",
                ),
            ),
            migrations.AddConstraint(
                model_name="admission",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("identity__isnull", False)),
                    fields=("round", "identity"),
                    name="one_waiting_admission_a_person",
                ),
            ),
        ]
    )
