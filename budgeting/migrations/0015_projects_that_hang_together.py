"""Projects that exclude or need each other, and what they cost each year; both freeze when the round is opened."""

import django.db.models.deletion
from django.db import migrations, models

from budgeting.rounds.frozen import with_rounds_thawed


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0014_who_votes_and_leftovers"),
        ("participation", "0043_letters_without_account"),
    ]

    operations = with_rounds_thawed(
        [
            migrations.CreateModel(
                name="ProjectLink",
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
                                ("excludes", "They cannot both be built"),
                                ("needs", "The first can only be built if the second wins"),
                            ],
                            max_length=8,
                            verbose_name="how they hang together",
                        ),
                    ),
                    ("reason", models.CharField(max_length=300, verbose_name="why")),
                ],
                options={
                    "verbose_name": "link between projects",
                    "verbose_name_plural": "links between projects",
                    "ordering": ["pk"],
                },
            ),
            migrations.AddField(
                model_name="project",
                name="running_cost",
                field=models.BigIntegerField(default=0, verbose_name="running cost a year"),
            ),
            migrations.AddConstraint(
                model_name="project",
                constraint=models.CheckConstraint(
                    condition=models.Q(("running_cost__gte", 0)), name="project_running_cost_not_negative"
                ),
            ),
            migrations.AddField(
                model_name="projectlink",
                name="other",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="linked_from",
                    to="budgeting.project",
                ),
            ),
            migrations.AddField(
                model_name="projectlink",
                name="project",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="links", to="budgeting.project"
                ),
            ),
            migrations.AddField(
                model_name="projectlink",
                name="round",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="links", to="budgeting.round"
                ),
            ),
            migrations.AddConstraint(
                model_name="projectlink",
                constraint=models.UniqueConstraint(fields=("project", "other"), name="projects_linked_once"),
            ),
            migrations.AddConstraint(
                model_name="projectlink",
                constraint=models.CheckConstraint(
                    condition=models.Q(("project", models.F("other")), _negated=True),
                    name="project_not_linked_to_itself",
                ),
            ),
            migrations.AddConstraint(
                model_name="projectlink",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("kind", "needs"), ("project__lt", models.F("other")), _connector="OR"
                    ),
                    name="exclusion_stands_once",
                ),
            ),
        ]
    )
