"""Polls, statements, votes and tallies."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0011_told_phases"),
    ]

    operations = [
        migrations.CreateModel(
            name="Poll",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.CharField(max_length=150, verbose_name="question")),
                ("words", models.TextField(blank=True, max_length=3000, verbose_name="what it is about")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("single", "Choose one"),
                            ("multiple", "Choose several"),
                            ("ranked", "Put in order"),
                            ("scored", "Give points"),
                            ("statements", "Agree or disagree with statements"),
                        ],
                        max_length=10,
                        verbose_name="how people answer",
                    ),
                ),
                ("min_choices", models.PositiveSmallIntegerField(default=1, verbose_name="fewest choices")),
                (
                    "max_choices",
                    models.PositiveSmallIntegerField(default=1, verbose_name="most choices, or places"),
                ),
                (
                    "max_points",
                    models.PositiveSmallIntegerField(default=5, verbose_name="most points for an option"),
                ),
                (
                    "who",
                    models.CharField(
                        choices=[("registered", "Anyone registered"), ("verified", "Verified residents")],
                        default="verified",
                        max_length=10,
                        verbose_name="who may vote",
                    ),
                ),
                (
                    "age_from",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="from this age"),
                ),
                (
                    "age_to",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="up to this age"),
                ),
                (
                    "age_on",
                    models.DateField(blank=True, null=True, verbose_name="age in the year of this day"),
                ),
                (
                    "shown",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Always"),
                            (1, "To those who have voted, and to all after the end"),
                            (2, "After the end"),
                        ],
                        default=1,
                        verbose_name="results are shown",
                    ),
                ),
                (
                    "takes_statements",
                    models.BooleanField(default=False, verbose_name="residents may add statements"),
                ),
                (
                    "hold_first",
                    models.BooleanField(default=False, verbose_name="staff look at added statements first"),
                ),
                ("opens_at", models.DateTimeField(verbose_name="opens")),
                ("closes_at", models.DateTimeField(verbose_name="closes")),
                (
                    "published_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="published"),
                ),
                ("counted_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("told", models.CharField(blank=True, editable=False, max_length=5)),
                (
                    "areas",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="participation.area", verbose_name="areas"
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="polls",
                        to="participation.process",
                        verbose_name="process",
                    ),
                ),
                (
                    "thread",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="poll",
                        to="participation.thread",
                    ),
                ),
            ],
            options={
                "verbose_name": "poll",
                "verbose_name_plural": "polls",
                "ordering": ["-opens_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "poll",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="tally",
                        serialize=False,
                        to="participation.poll",
                    ),
                ),
                ("turnout", models.PositiveIntegerField()),
                ("numbers", models.JSONField()),
                ("lines", models.JSONField(default=list)),
                (
                    "counted_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name": "tally",
                "verbose_name_plural": "tallies",
            },
        ),
        migrations.CreateModel(
            name="PollExtension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("old_end", models.DateTimeField()),
                ("new_end", models.DateTimeField()),
                ("reason", models.TextField(max_length=500, verbose_name="reason, which everyone can read")),
                (
                    "extended_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "extended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extensions",
                        to="participation.poll",
                    ),
                ),
            ],
            options={
                "verbose_name": "extension of a poll",
                "verbose_name_plural": "extensions of polls",
                "ordering": ["extended_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PollOption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=120, verbose_name="option")),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="a few words about it")),
                ("picture", models.ImageField(blank=True, upload_to="polls/", verbose_name="picture")),
                (
                    "picture_alt",
                    models.CharField(blank=True, max_length=200, verbose_name="what the picture shows"),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="options",
                        to="participation.poll",
                    ),
                ),
            ],
            options={
                "verbose_name": "option",
                "verbose_name_plural": "options",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hidden_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("text", models.CharField(max_length=200, verbose_name="Your statement")),
                ("held", models.BooleanField(default=False)),
                (
                    "added_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="statements",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="participation.poll",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement",
                "verbose_name_plural": "statements",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "identity",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participation.identity",
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="participation.poll",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "vote",
                "verbose_name_plural": "votes",
            },
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.PositiveSmallIntegerField()),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices",
                        to="participation.polloption",
                    ),
                ),
                (
                    "vote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices",
                        to="participation.vote",
                    ),
                ),
            ],
            options={
                "verbose_name": "choice",
                "verbose_name_plural": "choices",
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.SmallIntegerField(choices=[(1, "Agree"), (-1, "Disagree"), (0, "Pass")])),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="participation.statement",
                    ),
                ),
                (
                    "vote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="participation.vote",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
            },
        ),
        migrations.AddIndex(
            model_name="poll",
            index=models.Index(fields=["published_at", "opens_at", "closes_at"], name="poll_by_time"),
        ),
        migrations.AddConstraint(
            model_name="poll",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                name="poll_closes_after_opening",
                violation_error_message="The end must lie after the start.",
            ),
        ),
        migrations.AddConstraint(
            model_name="poll",
            constraint=models.CheckConstraint(
                condition=models.Q(("min_choices__gte", 1), ("max_choices__gte", models.F("min_choices"))),
                name="poll_choices_make_sense",
                violation_error_message="The fewest choices cannot be more than the most.",
            ),
        ),
        migrations.AddConstraint(
            model_name="poll",
            constraint=models.CheckConstraint(
                condition=models.Q(("max_points__gte", 1), ("max_points__lte", 10)),
                name="poll_points_make_sense",
                violation_error_message="An option takes 1 to 10 points.",
            ),
        ),
        migrations.AddConstraint(
            model_name="poll",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("age_from", None), ("age_to", None)),
                    models.Q(("age_on__isnull", False), ("who", "verified")),
                    _connector="OR",
                ),
                name="poll_age_is_declared",
                violation_error_message="An age needs the day on which it counts, and is known of verified residents alone.",
            ),
        ),
        migrations.AddConstraint(
            model_name="poll",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("age_from", None),
                    ("age_to", None),
                    ("age_to__gte", models.F("age_from")),
                    _connector="OR",
                ),
                name="poll_ages_in_order",
                violation_error_message="The ages are the wrong way round.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pollextension",
            constraint=models.CheckConstraint(
                condition=models.Q(("new_end__gt", models.F("old_end"))),
                name="poll_extension_only_later",
                violation_error_message="The new end must lie after the old one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="polloption",
            constraint=models.UniqueConstraint(fields=("poll", "number"), name="option_number_once"),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(fields=("poll", "text"), name="statement_once_in_a_poll"),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.UniqueConstraint(fields=("poll", "user"), name="one_account_one_vote"),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.UniqueConstraint(fields=("poll", "identity"), name="one_identity_one_vote"),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("identity__isnull", False), ("user", None)),
                    models.Q(("identity", None), ("user__isnull", False)),
                    _connector="OR",
                ),
                name="vote_of_account_or_identity",
            ),
        ),
        migrations.AddConstraint(
            model_name="choice",
            constraint=models.UniqueConstraint(fields=("vote", "option"), name="one_choice_an_option"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("vote", "statement"), name="one_answer_a_statement"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("value__in", [-1, 0, 1])), name="answer_is_one_of_three"
            ),
        ),
    ]
