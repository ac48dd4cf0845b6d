"""Proposals gain versions, a history of their status, an answer and milestones; processes say how that works."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0013_frozen_polls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="date")),
                ("title", models.CharField(max_length=120, verbose_name="what happens")),
                ("words", models.TextField(blank=True, max_length=2000, verbose_name="more about it")),
                (
                    "written_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name": "milestone",
                "verbose_name_plural": "milestones",
                "ordering": ["day", "pk"],
            },
        ),
        migrations.CreateModel(
            name="OfficialAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=20000, verbose_name="answer")),
                (
                    "answered_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("changed_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "official answer",
                "verbose_name_plural": "official answers",
            },
        ),
        migrations.CreateModel(
            name="ProposalVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=100)),
                ("what", models.TextField()),
                ("why", models.TextField()),
                ("who_for", models.TextField(blank=True)),
                ("place", models.CharField(blank=True, max_length=150)),
                ("rough_cost", models.BigIntegerField(blank=True, null=True)),
                (
                    "reason",
                    models.CharField(blank=True, max_length=300, verbose_name="Why do you change it?"),
                ),
                ("material", models.JSONField(blank=True, default=list)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("author", "Author"),
                            ("facilitator", "Facilitator"),
                            ("officer", "Council officer"),
                        ],
                        default="author",
                        max_length=12,
                    ),
                ),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "version of a proposal",
                "verbose_name_plural": "versions of proposals",
                "ordering": ["proposal", "number"],
            },
        ),
        migrations.CreateModel(
            name="StatusChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before", models.CharField(max_length=10)),
                ("after", models.CharField(max_length=10)),
                ("reason", models.TextField(blank=True)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("author", "Author"),
                            ("facilitator", "Facilitator"),
                            ("officer", "Council officer"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name": "change of status",
                "verbose_name_plural": "changes of status",
                "ordering": ["changed_at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="process",
            name="check_first",
            field=models.BooleanField(
                default=False,
                help_text="A facilitator or an officer reads each proposal before everyone can.",
                verbose_name="check proposals before they are published",
            ),
        ),
        migrations.AddField(
            model_name="process",
            name="material_cost_share",
            field=models.PositiveSmallIntegerField(
                default=20,
                help_text="When the rough cost moves by more than this, supporters are told and can take back.",
                verbose_name="change of cost that supporters hear of, in percent",
            ),
        ),
        migrations.AddField(
            model_name="process",
            name="support_cap",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="Leave it empty for no limit.",
                null=True,
                verbose_name="most proposals that one person supports",
            ),
        ),
        migrations.AddField(
            model_name="process",
            name="supports_bring",
            field=models.CharField(
                blank=True,
                help_text="One sentence, such as: The council answers within 30 days.",
                max_length=150,
                verbose_name="what that many supports bring",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="frozen_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="proposal",
            name="material_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="proposal",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="participation.proposal",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="split_from",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="split",
                to="participation.proposal",
            ),
        ),
        migrations.AddField(
            model_name="support",
            name="carried_from",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="participation.proposal",
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="status",
            field=models.CharField(
                choices=[
                    ("submitted", "Waiting for a check"),
                    ("published", "Published"),
                    ("review", "Under review"),
                    ("accepted", "Accepted"),
                    ("declined", "Declined"),
                    ("merged", "Merged"),
                    ("withdrawn", "Withdrawn"),
                    ("building", "Being built"),
                    ("done", "Done"),
                ],
                default="published",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into__isnull", False), ("status", "merged")),
                    models.Q(models.Q(("status", "merged"), _negated=True), ("merged_into__isnull", True)),
                    _connector="OR",
                ),
                name="proposal_merged_into_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                name="proposal_not_into_itself",
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="milestones",
                to="participation.proposal",
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="written_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="officialanswer",
            name="answered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="officialanswer",
            name="proposal",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answer",
                to="participation.proposal",
            ),
        ),
        migrations.AddField(
            model_name="proposalversion",
            name="area",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="participation.area"
            ),
        ),
        migrations.AddField(
            model_name="proposalversion",
            name="category",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="participation.category"
            ),
        ),
        migrations.AddField(
            model_name="proposalversion",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="versions",
                to="participation.proposal",
            ),
        ),
        migrations.AddField(
            model_name="proposalversion",
            name="written_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="statuschange",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="statuschange",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="status_changes",
                to="participation.proposal",
            ),
        ),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(fields=["proposal", "day"], name="milestone_by_proposal"),
        ),
        migrations.AddConstraint(
            model_name="proposalversion",
            constraint=models.UniqueConstraint(
                fields=("proposal", "number"), name="version_number_once_in_proposal"
            ),
        ),
        migrations.AddIndex(
            model_name="statuschange",
            index=models.Index(fields=["proposal", "changed_at"], name="status_change_by_proposal"),
        ),
    ]
