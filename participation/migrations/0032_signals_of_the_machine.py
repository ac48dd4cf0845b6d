"""The site notices things by declared signals; comments and statements that wait stand in the one queue."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


def queue_what_waits(apps, schema_editor):
    """What waited on its own page before now waits in the queue."""
    report = apps.get_model("participation", "Report")
    content_type = apps.get_model("contenttypes", "ContentType")
    comment, statement = (apps.get_model("participation", name) for name in ("Comment", "Statement"))
    waiting = {
        "comment": comment.objects.filter(held_at__isnull=False, hidden_at=None),
        "statement": statement.objects.filter(held=True, hidden_at=None, poll__counted_at=None),
    }
    for name, rows in waiting.items():
        for pk in rows.values_list("pk", flat=True):
            kind, _made = content_type.objects.get_or_create(app_label="participation", model=name)
            report.objects.get_or_create(
                target_type=kind, target_id=pk, reason="held", source="machine", decision=None
            )


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("participation", "0031_letters"),
    ]

    operations = [
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
                    ("held", "It waits: a facilitator reads it before others do"),
                    ("links", "It has many links"),
                    ("newcomer", "It has a link, and its author is new here"),
                    ("contact", "It may show how to reach or find a person"),
                    ("shouting", "It is written in capitals"),
                    ("watched", "It has words that the council looks out for"),
                    ("repeated", "The same words stand in other places"),
                    ("many", "Several people reported it within an hour"),
                ],
                max_length=10,
                verbose_name="What is wrong with it?",
            ),
        ),
        migrations.CreateModel(
            name="WatchList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        blank=True,
                        help_text="One word, or a few words that belong together, on each line.",
                        max_length=5000,
                        verbose_name="Words to look out for",
                    ),
                ),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_watch_list")],
            },
        ),
        migrations.CreateModel(
            name="TextMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("target_id", models.PositiveBigIntegerField()),
                ("mark", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "target_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["mark"], name="text_by_mark"),
                    models.Index(fields=["made_at"], name="text_mark_by_age"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("target_type", "target_id"), name="one_mark_of_a_text")
                ],
            },
        ),
        migrations.RunPython(queue_what_waits, migrations.RunPython.noop),
    ]
