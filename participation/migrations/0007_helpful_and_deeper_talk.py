"""Replies to replies get a place of their own, and readers say what helped them.

Until now a reply stood below the comment it answers, so its place is that comment. Going back, deeper replies
become replies to the comment on top.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models
from django.db.models import F


def place_replies(apps, schema_editor):
    comments = apps.get_model("participation", "Comment").objects
    comments.filter(parent__isnull=False).update(under=F("parent"), top=F("parent"))
    settle(schema_editor)


def lift_replies(apps, schema_editor):
    comments = apps.get_model("participation", "Comment").objects
    comments.filter(top__isnull=False).update(parent=F("top"))
    settle(schema_editor)


def settle(schema_editor):
    """PostgreSQL changes no table whose new references are still to be checked."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE", params=None)
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0006_nominations"),
    ]

    operations = [
        migrations.CreateModel(
            name="HelpfulVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("helpful", models.BooleanField()),
                (
                    "given_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name": "helpful vote",
                "verbose_name_plural": "helpful votes",
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="helpful_count",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="comment",
            name="helpful_score",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="comment",
            name="top",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="branch",
                to="participation.comment",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="under",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="below",
                to="participation.comment",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="unhelpful_count",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.RunPython(place_replies, lift_replies),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("parent__isnull", True), ("top__isnull", True), ("under__isnull", True)),
                    models.Q(("parent__isnull", False), ("top__isnull", False), ("under__isnull", False)),
                    _connector="OR",
                ),
                name="comment_has_one_place",
            ),
        ),
        migrations.AddField(
            model_name="helpfulvote",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="helpful_votes",
                to="participation.comment",
            ),
        ),
        migrations.AddField(
            model_name="helpfulvote",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="helpfulvote",
            constraint=models.UniqueConstraint(
                fields=("comment", "person"), name="one_person_one_helpful_vote"
            ),
        ),
    ]
