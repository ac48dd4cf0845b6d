"""Campaigns are reviewed before they go public, and may have two rounds. Those of before stay public."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def all_were_public(apps, schema_editor):
    """From their start, as it was until now."""
    apps.get_model("budgeting", "Campaign").objects.update(reviewed_at=models.F("start"))


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0025_match_funds_grow_and_close"),
        ("participation", "0044_one_index_of_supports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="first_end",
            field=models.DateTimeField(blank=True, null=True, verbose_name="end of the first round"),
        ),
        migrations.AddField(
            model_name="campaign",
            name="payee_evidence",
            field=models.TextField(blank=True, editable=False, verbose_name="what shows who they are"),
        ),
        migrations.AddField(
            model_name="campaign",
            name="reviewed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="campaign",
            name="reviewed_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="second_round_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="campaign",
            name="set_up_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="campaign",
            name="mode",
            field=models.CharField(
                choices=[
                    ("all", "All or nothing: it goes ahead only with the whole target"),
                    ("rounds", "Two rounds: first the least amount, then the rest of the target"),
                    ("minimum", "From a minimum: it goes ahead with what it has, from a least amount"),
                ],
                default="minimum",
                max_length=7,
                verbose_name="when does it go ahead?",
            ),
        ),
        migrations.RunPython(all_were_public, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("first_end__gt", models.F("start")),
                        ("first_end__isnull", False),
                        ("first_end__lt", models.F("end")),
                        ("mode", "rounds"),
                    ),
                    models.Q(models.Q(("mode", "rounds"), _negated=True), ("first_end__isnull", True)),
                    _connector="OR",
                ),
                name="campaign_two_rounds_have_a_middle",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("second_round_at__isnull", True), ("mode", "rounds"), _connector="OR"),
                name="campaign_second_round_after_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("set_up_by", models.F("reviewed_by")), _negated=True),
                name="campaign_reviewed_by_another",
            ),
        ),
    ]
