"""Decisions cite a rule of the house, may ask for a change, warn or pause; facilitators hold what they look at."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# A sensible set to begin with; officers change them in the back office.
RULES = (
    ("Be kind", "Argue about the matter, not about the person. No insults, no threats, no mockery."),
    (
        "Nobody is less",
        "No hatred because of where people come from, what they believe, how they look, love or live.",
    ),
    (
        "Keep private things private",
        "No addresses, telephone numbers, pictures or stories of others that they did not share themselves.",
    ),
    ("Stay with the matter", "Write about the question of this page. Other questions have other pages."),
    ("No advertising", "No selling, no canvassing, and not the same words again and again."),
    ("Be who you are", "Do not pretend to be somebody else, and speak with one account."),
    ("Keep to the law", "Nothing that the law forbids, and no call to break it."),
)


def write_rules(apps, schema_editor):
    rule = apps.get_model("participation", "HouseRule")
    for position, (title, words) in enumerate(RULES, start=1):
        rule.objects.get_or_create(title=title, defaults={"words": words, "position": position})


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("participation", "0022_debates"),
    ]

    operations = [
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("target_id", models.PositiveBigIntegerField()),
                ("until", models.DateTimeField()),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
            },
        ),
        migrations.CreateModel(
            name="HouseRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=60, unique=True, verbose_name="short name")),
                ("words", models.CharField(max_length=400, verbose_name="the rule in plain words")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="place in the list")),
                ("in_force", models.BooleanField(default=True, verbose_name="holds now")),
            ],
            options={
                "verbose_name": "house rule",
                "verbose_name_plural": "house rules",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="author",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="edited_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="measure",
            field=models.CharField(
                blank=True,
                choices=[
                    ("warn", "Warn the author"),
                    ("pause", "Pause the author: they cannot write for a while"),
                ],
                max_length=5,
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="paused_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="report",
            name="source",
            field=models.CharField(
                choices=[("person", "a reader"), ("machine", "the site")],
                default="person",
                editable=False,
                max_length=7,
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="pause_reason",
            field=models.TextField(blank=True, editable=False, verbose_name="reason of the pause"),
        ),
        migrations.AddField(
            model_name="user",
            name="paused_until",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="paused until"),
        ),
        migrations.AlterField(
            model_name="decision",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("hide", "Hide it"),
                    ("keep", "Leave it as it is"),
                    ("edit", "Ask the author to change it; until then everyone reads it"),
                    ("rewrite", "Hide it until the author has changed it"),
                    ("restore", "Show it again"),
                ],
                max_length=10,
                verbose_name="decision",
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="reason",
            field=models.CharField(
                choices=[
                    ("abuse", "It insults or threatens someone"),
                    ("private", "It shows someone's private details"),
                    ("spam", "It is advertising or repeated many times"),
                    ("other", "Something else"),
                    ("edited", "The author changed it, as they were asked to"),
                ],
                max_length=10,
                verbose_name="What is wrong with it?",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decision__isnull", True), ("source", "machine")),
                fields=("target_type", "target_id", "reason"),
                name="one_open_report_per_signal",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("paused_until__isnull", True),
                    models.Q(("pause_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_pause_has_a_reason",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="holder",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="target_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="rule",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="participation.houserule",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("measure", "pause"), ("paused_until__isnull", False)),
                    models.Q(models.Q(("measure", "pause"), _negated=True), ("paused_until__isnull", True)),
                    _connector="OR",
                ),
                name="a_pause_has_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                fields=("target_type", "target_id"), name="one_holder_of_a_claim"
            ),
        ),
        migrations.RunPython(write_rules, migrations.RunPython.noop),
    ]
