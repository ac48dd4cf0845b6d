"""Rounds declare how paper ballots count; papers given out, boxes, readings by two people, and explanations.

A round from before takes no paper.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from budgeting.rounds.frozen import with_rounds_thawed


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0008_consents_annulled_and_void"),
        ("participation", "0041_blocks_are_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *with_rounds_thawed(
            [
                migrations.AddField(
                    model_name="round",
                    name="mark_rule",
                    field=models.CharField(
                        choices=[
                            ("pot", "Only the marks in that pot are spoiled"),
                            ("whole", "The whole paper ballot is spoiled"),
                        ],
                        default="pot",
                        max_length=10,
                        verbose_name="if a paper ballot has too many marks in a pot",
                    ),
                ),
                migrations.AddField(
                    model_name="round",
                    name="paper_rule",
                    field=models.CharField(
                        choices=[
                            ("none", "Nobody votes on paper"),
                            ("paper", "The paper ballot counts"),
                            ("online", "The online ballot counts"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="if someone votes online and on paper",
                    ),
                ),
            ]
        ),
        migrations.CreateModel(
            name="PaperBox",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(max_length=80, verbose_name="place")),
                ("found", models.PositiveIntegerField(verbose_name="ballots found in the box")),
                (
                    "unopened",
                    models.PositiveIntegerField(default=0, verbose_name="envelopes taken out unopened"),
                ),
                (
                    "not_returned",
                    models.PositiveIntegerField(default=0, verbose_name="given out here and not returned"),
                ),
                ("attempt", models.PositiveSmallIntegerField(default=1)),
                ("settled", models.PositiveIntegerField(null=True)),
                ("spoiled", models.PositiveIntegerField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participation.area",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_boxes",
                        to="budgeting.round",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PaperEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("attempt", models.PositiveSmallIntegerField()),
                (
                    "turn",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "first entry"), (2, "second entry"), (3, "settling differences")]
                    ),
                ),
                ("slips", models.PositiveIntegerField(default=0)),
                ("finished", models.BooleanField(default=False)),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="budgeting.paperbox",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["box", "attempt", "turn"],
            },
        ),
        migrations.CreateModel(
            name="PaperExplanation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                ("reason", models.TextField()),
                (
                    "explained_by",
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
                        related_name="paper_explanations",
                        to="budgeting.round",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PaperReading",
            fields=[
                ("finder", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("likeness", models.CharField(max_length=64)),
                ("absent", models.BooleanField(default=False)),
                ("box", models.BinaryField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="budgeting.paperentry",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RefusedMarks",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=20)),
                ("slips", models.PositiveIntegerField()),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refused_marks",
                        to="budgeting.round",
                    ),
                ),
                (
                    "round_pot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="budgeting.roundpot",
                    ),
                ),
            ],
            options={
                "ordering": ["round", "round_pot", "reason"],
            },
        ),
        migrations.CreateModel(
            name="Counterfoil",
            fields=[
                ("number", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("form", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("given", "given out"),
                            ("void", "no longer counts: the envelope stays shut"),
                        ],
                        default="given",
                        max_length=10,
                    ),
                ),
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
                        related_name="counterfoils",
                        to="budgeting.round",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "given")),
                        fields=("round", "identity"),
                        name="one_person_one_paper_ballot",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="paperbox",
            constraint=models.UniqueConstraint(
                fields=("round", "area", "place"), name="paper_box_once_in_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperbox",
            constraint=models.UniqueConstraint(
                condition=models.Q(("area", None)),
                fields=("round", "place"),
                name="paper_box_for_all_once_in_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperbox",
            constraint=models.CheckConstraint(
                condition=models.Q(("unopened__lte", models.F("found"))),
                name="paper_box_unopened_among_found",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperentry",
            constraint=models.UniqueConstraint(fields=("box", "attempt", "turn"), name="one_entry_a_turn"),
        ),
        migrations.AddConstraint(
            model_name="paperentry",
            constraint=models.UniqueConstraint(
                fields=("box", "attempt", "entered_by"), name="each_entry_by_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperexplanation",
            constraint=models.UniqueConstraint(
                fields=("round", "explained_by"), name="one_person_one_explanation"
            ),
        ),
    ]
