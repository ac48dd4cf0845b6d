"""Objections to results, counts in the background, and changes of projects on an opened ballot.

The triggers are made anew: they freeze the new rule about withdrawn projects, and let a project's cost follow its
recorded change.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from budgeting.rounds.frozen import with_rounds_thawed
from participation.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0009_paper_ballots"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = with_rounds_thawed(
        [
            migrations.AddField(
                model_name="round",
                name="withdrawn_votes",
                field=models.CharField(
                    choices=[
                        ("left_out", "Votes for it are not counted"),
                        (
                            "voters_stay",
                            "Votes for it are not counted, and who chose it alone still counts as a voter",
                        ),
                    ],
                    default="left_out",
                    max_length=12,
                    verbose_name="if a project is withdrawn",
                ),
            ),
            migrations.CreateModel(
                name="CountRun",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveSmallIntegerField()),
                    ("reason", models.TextField(blank=True, verbose_name="why it is counted again")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("waiting", "Waits for the worker"),
                                ("running", "Runs"),
                                ("done", "Done"),
                                ("stopped", "Stopped"),
                            ],
                            default="waiting",
                            max_length=8,
                        ),
                    ),
                    ("pots_counted", models.PositiveSmallIntegerField(default=0)),
                    ("stopped_because", models.TextField(blank=True)),
                    ("moved_at", models.DateTimeField()),
                    (
                        "asked_by",
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
                            related_name="count_runs",
                            to="budgeting.round",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "run of a count",
                    "verbose_name_plural": "runs of counts",
                    "ordering": ["pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("state__in", ("waiting", "running"))),
                            fields=("round",),
                            name="one_count_at_a_time",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Objection",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("reason", models.TextField(verbose_name="what is wrong")),
                    ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ("claim", models.TextField(blank=True, verbose_name="what was objected, without names")),
                    ("answer", models.TextField(blank=True, verbose_name="answer")),
                    ("upheld", models.BooleanField(null=True, verbose_name="the objection is right")),
                    ("answered_at", models.DateTimeField(null=True)),
                    (
                        "answered_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "corrected",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="corrects",
                            to="budgeting.result",
                            verbose_name="led to",
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
                        "result",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="objections",
                            to="budgeting.result",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "objection",
                    "verbose_name_plural": "objections",
                    "ordering": ["pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("answered_at__isnull", True),
                                    ("answered_by__isnull", True),
                                    ("upheld__isnull", True),
                                ),
                                models.Q(
                                    ("answered_at__isnull", False),
                                    ("answered_by__isnull", False),
                                    ("upheld__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="objection_answered_whole",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("corrected__isnull", True), ("upheld", True), _connector="OR"
                            ),
                            name="only_upheld_objections_correct",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ProjectChange",
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
                                ("withdrawn", "Withdrawn"),
                                ("recosted", "Costed anew"),
                                ("ineligible", "Ruled out after an objection"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("reason", models.TextField(verbose_name="reason")),
                    ("old_cost", models.BigIntegerField(null=True)),
                    ("new_cost", models.BigIntegerField(null=True)),
                    ("made_at", models.DateTimeField()),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="changes",
                            to="budgeting.project",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "change of a project on the ballot",
                    "verbose_name_plural": "changes of projects on the ballot",
                    "ordering": ["pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("kind", "recosted"), _negated=True),
                            fields=("project",),
                            name="project_struck_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("kind", "recosted"), ("new_cost__gt", 0), ("old_cost__isnull", False)
                                ),
                                models.Q(
                                    models.Q(("kind", "recosted"), _negated=True),
                                    ("new_cost__isnull", True),
                                    ("old_cost__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="costs_of_recosted_projects_alone",
                        ),
                    ],
                },
            ),
            append_only("budgeting_projectchange"),
        ]
    )
