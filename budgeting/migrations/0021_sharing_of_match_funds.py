"""How match funds share their money, their limits and windows, what each campaign got, and connected people."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from budgeting.crowdfunding.frozen import freeze_match_funds


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0020_pots_for_themes"),
        ("participation", "0044_one_index_of_supports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MatchShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="amount")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("full", "full"),
                            ("capped", "capped"),
                            ("target", "target"),
                            ("part", "part"),
                            ("pot_empty", "pot_empty"),
                            ("nothing_asked", "nothing_asked"),
                            ("few_backers", "few_backers"),
                            ("little_raised", "little_raised"),
                            ("in_turn", "in_turn"),
                            ("short", "short"),
                        ],
                        editable=False,
                        max_length=13,
                    ),
                ),
                ("facts", models.JSONField(default=dict)),
                (
                    "settled_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name": "share of a match fund",
                "verbose_name_plural": "shares of match funds",
                "ordering": ["campaign"],
            },
        ),
        migrations.AddField(
            model_name="campaign",
            name="category",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="participation.category",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="connected",
            field=models.ManyToManyField(
                blank=True, related_name="connected_campaigns", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="matchfund",
            name="areas",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="participation.area", verbose_name="areas"
            ),
        ),
        migrations.AddField(
            model_name="matchfund",
            name="cap_per_pledge",
            field=models.BigIntegerField(blank=True, null=True, verbose_name="most match for one pledge"),
        ),
        migrations.AddField(
            model_name="matchfund",
            name="cap_percent",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="most match for one campaign, in percent of its target"
            ),
        ),
        migrations.AddField(
            model_name="matchfund",
            name="categories",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="participation.category", verbose_name="categories"
            ),
        ),
        migrations.AddField(
            model_name="matchfund",
            name="council_not_first",
            field=models.BooleanField(default=False, verbose_name="the council is not first"),
        ),
        migrations.AddField(
            model_name="matchfund",
            name="end",
            field=models.DateTimeField(blank=True, null=True, verbose_name="end"),
        ),
        migrations.AddField(
            model_name="matchfund",
            name="frozen_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="matchfund",
            name="minimum_backers",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="backers needed"),
        ),
        migrations.AddField(
            model_name="matchfund",
            name="minimum_percent",
            field=models.PositiveSmallIntegerField(
                default=0, verbose_name="percent of the target needed first"
            ),
        ),
        migrations.AddField(
            model_name="matchfund",
            name="settled_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="matchfund",
            name="sharing",
            field=models.CharField(
                choices=[
                    ("first_come", "First come: each pledge is matched at once, until the money is gone"),
                    ("ranked", "Ranked: at the end, the campaign with most backers goes first"),
                    ("proportional", "Proportional: at the end, everybody gets the same part"),
                    ("quadratic", "Quadratic: at the end, many small pledges count more than few large"),
                ],
                default="first_come",
                max_length=12,
                verbose_name="when the money is short",
            ),
        ),
        migrations.AddField(
            model_name="matchfund",
            name="start",
            field=models.DateTimeField(blank=True, null=True, verbose_name="start"),
        ),
        migrations.AlterField(
            model_name="matchfund",
            name="cap_per_campaign",
            field=models.BigIntegerField(blank=True, null=True, verbose_name="most match for one campaign"),
        ),
        migrations.AlterField(
            model_name="matchfund",
            name="cap_per_person",
            field=models.BigIntegerField(
                blank=True, null=True, verbose_name="most match for one person's pledges"
            ),
        ),
        migrations.AddConstraint(
            model_name="matchfund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cap_percent__isnull", True), ("cap_percent__range", (1, 100)), _connector="OR"
                ),
                name="match_cap_is_a_percentage",
            ),
        ),
        migrations.AddConstraint(
            model_name="matchfund",
            constraint=models.CheckConstraint(
                condition=models.Q(("minimum_percent__lte", 100)), name="match_minimum_is_a_percentage"
            ),
        ),
        migrations.AddConstraint(
            model_name="matchfund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("start__isnull", True),
                    ("end__isnull", True),
                    ("end__gt", models.F("start")),
                    _connector="OR",
                ),
                name="match_fund_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="matchfund",
            constraint=models.CheckConstraint(
                condition=models.Q(("sharing", "first_come"), ("end__isnull", False), _connector="OR"),
                name="match_fund_settled_has_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="matchfund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sharing", "quadratic"), _negated=True),
                    models.Q(
                        ("cap_per_person__isnull", True),
                        ("cap_per_pledge__isnull", True),
                        ("ratio_match", 1),
                        ("ratio_pledge", 1),
                    ),
                    _connector="OR",
                ),
                name="match_fund_quadratic_by_roots",
            ),
        ),
        migrations.AddField(
            model_name="matchshare",
            name="campaign",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="match_share",
                to="budgeting.campaign",
            ),
        ),
        migrations.AddField(
            model_name="matchshare",
            name="fund",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="budgeting.matchfund"
            ),
        ),
        migrations.AddConstraint(
            model_name="matchshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0)), name="match_share_not_negative"
            ),
        ),
        freeze_match_funds(),
    ]
