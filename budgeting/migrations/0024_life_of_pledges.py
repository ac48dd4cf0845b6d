"""The life of a pledge: promised, asked for, paid or fallen away, passed on; payments in the bank; payees.

Pledges of campaigns that were closed before are asked for or released, as the campaign's accounts say.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from budgeting.treasury.frozen import with_money_acts_thawed


def say_what_became_of_them(apps, schema_editor):
    campaign_model = apps.get_model("budgeting", "Campaign")
    pledge_model = apps.get_model("budgeting", "Pledge")
    for campaign in campaign_model.objects.filter(closed_at__isnull=False).select_related("pledged"):
        campaign.succeeded = campaign.pledged.balance > 0
        campaign.save(update_fields=["succeeded"])
        pledges = pledge_model.objects.filter(campaign=campaign)
        if campaign.succeeded:
            pledges.update(state="asked", asked_at=campaign.closed_at)
        else:
            pledges.update(state="released")


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0023_parts_in_the_paper"),
        ("participation", "0044_one_index_of_supports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = with_money_acts_thawed(
        [
            migrations.CreateModel(
                name="BankLine",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("key", models.CharField(max_length=64, unique=True)),
                    ("day", models.DateField(verbose_name="day")),
                    ("amount", models.BigIntegerField(verbose_name="amount")),
                    ("currency", models.CharField(max_length=3)),
                    ("payer", models.CharField(blank=True, max_length=140, verbose_name="payer")),
                    (
                        "text",
                        models.CharField(blank=True, max_length=500, verbose_name="what the payer wrote"),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("suspense", "Waits for a person"),
                                ("kept", "Kept until the rest arrives"),
                                ("counted", "Paid a pledge"),
                                ("sent_back", "Sent back"),
                            ],
                            default="suspense",
                            max_length=9,
                            verbose_name="state",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "payment in the bank",
                    "verbose_name_plural": "payments in the bank",
                    "ordering": ["pk"],
                },
            ),
            migrations.CreateModel(
                name="BankStatement",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("digest", models.CharField(max_length=64, unique=True)),
                    ("file_name", models.CharField(max_length=120, verbose_name="file")),
                    (
                        "uploaded_at",
                        models.DateTimeField(
                            db_default=django.db.models.functions.datetime.Now(), editable=False
                        ),
                    ),
                ],
                options={
                    "verbose_name": "bank statement",
                    "verbose_name_plural": "bank statements",
                    "ordering": ["-pk"],
                },
            ),
            migrations.RemoveConstraint(
                model_name="moneyact",
                name="money_act_above_zero",
            ),
            migrations.AddField(
                model_name="campaign",
                name="collected",
                field=models.OneToOneField(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="budgeting.account",
                ),
            ),
            migrations.AddField(
                model_name="campaign",
                name="mode",
                field=models.CharField(
                    choices=[
                        ("all", "All or nothing: it goes ahead only with the whole target"),
                        ("minimum", "From a minimum: it goes ahead with what it has, from a least amount"),
                    ],
                    default="minimum",
                    max_length=7,
                    verbose_name="when does it go ahead?",
                ),
            ),
            migrations.AddField(
                model_name="campaign",
                name="paid_out",
                field=models.OneToOneField(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="budgeting.account",
                ),
            ),
            migrations.AddField(
                model_name="campaign",
                name="paid_out_at",
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ),
            migrations.AddField(
                model_name="campaign",
                name="reminded",
                field=models.PositiveSmallIntegerField(default=0, editable=False),
            ),
            migrations.AddField(
                model_name="campaign",
                name="settled_at",
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ),
            migrations.AddField(
                model_name="campaign",
                name="succeeded",
                field=models.BooleanField(editable=False, null=True),
            ),
            migrations.AddField(
                model_name="moneyact",
                name="campaign",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="money_acts",
                    to="budgeting.campaign",
                ),
            ),
            migrations.AddField(
                model_name="moneyact",
                name="pledge",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="money_acts",
                    to="budgeting.pledge",
                ),
            ),
            migrations.AddField(
                model_name="moneyact",
                name="terms",
                field=models.JSONField(default=dict),
            ),
            migrations.AddField(
                model_name="pledge",
                name="asked_at",
                field=models.DateTimeField(editable=False, null=True),
            ),
            migrations.AddField(
                model_name="pledge",
                name="collected_at",
                field=models.DateTimeField(editable=False, null=True),
            ),
            migrations.AddField(
                model_name="pledge",
                name="state",
                field=models.CharField(
                    choices=[
                        ("promised", "Promised"),
                        ("cancelled", "Taken back"),
                        ("released", "Ended, nothing to pay"),
                        ("asked", "Asked to pay"),
                        ("collected", "Paid"),
                        ("unpaid", "Not paid in time"),
                        ("refunded", "Paid back"),
                        ("paid_out", "Passed on to the group"),
                    ],
                    default="promised",
                    editable=False,
                    max_length=9,
                    verbose_name="state",
                ),
            ),
            migrations.AlterField(
                model_name="moneyact",
                name="kind",
                field=models.CharField(
                    choices=[
                        ("top-up", "Put money into a pot"),
                        ("cut", "Take money out of a pot"),
                        ("reversal", "Reverse a transfer"),
                        ("payee", "Bank details of a group"),
                        ("payout", "Pay a group"),
                        ("refund", "Pay a backer back"),
                    ],
                    max_length=10,
                    verbose_name="what",
                ),
            ),
            migrations.AddIndex(
                model_name="pledge",
                index=models.Index(
                    condition=models.Q(("state", "asked")), fields=["campaign"], name="pledges_asked"
                ),
            ),
            migrations.AddConstraint(
                model_name="campaign",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("mode", "all"), _negated=True),
                        ("minimum", models.F("target")),
                        _connector="OR",
                    ),
                    name="campaign_all_is_its_target",
                ),
            ),
            migrations.AddConstraint(
                model_name="campaign",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("paid_out_at__isnull", True),
                        models.Q(("settled_at__isnull", False), ("succeeded", True)),
                        _connector="OR",
                    ),
                    name="campaign_paid_out_after_settling",
                ),
            ),
            migrations.AddConstraint(
                model_name="moneyact",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("amount__gt", 0), models.Q(("amount", 0), ("kind", "payee")), _connector="OR"
                    ),
                    name="money_act_above_zero",
                ),
            ),
            migrations.AddConstraint(
                model_name="moneyact",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("campaign__isnull", False), ("decided_at__isnull", True)),
                    fields=("kind", "campaign"),
                    name="one_waiting_money_act_per_campaign",
                ),
            ),
            migrations.AddConstraint(
                model_name="moneyact",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("decided_at__isnull", True), ("pledge__isnull", False)),
                    fields=("pledge",),
                    name="one_waiting_refund_per_pledge",
                ),
            ),
            migrations.AddField(
                model_name="bankline",
                name="pledge",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="bank_lines",
                    to="budgeting.pledge",
                ),
            ),
            migrations.AddField(
                model_name="bankline",
                name="resolved_by",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="bankline",
                name="uploaded_by",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            migrations.AddField(
                model_name="bankstatement",
                name="uploaded_by",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            migrations.AddField(
                model_name="bankline",
                name="statement",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="lines",
                    to="budgeting.bankstatement",
                ),
            ),
            migrations.AddConstraint(
                model_name="bankline",
                constraint=models.CheckConstraint(
                    condition=models.Q(("amount__gt", 0)), name="bank_line_above_zero"
                ),
            ),
            migrations.AddConstraint(
                model_name="bankline",
                constraint=models.CheckConstraint(
                    condition=models.Q(("resolved_by", models.F("uploaded_by")), _negated=True),
                    name="bank_line_resolved_by_another",
                ),
            ),
            migrations.AddConstraint(
                model_name="bankline",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state__in", ["kept", "counted"]), _negated=True),
                        ("pledge__isnull", False),
                        _connector="OR",
                    ),
                    name="bank_line_counts_for_a_pledge",
                ),
            ),
            migrations.RunPython(say_what_became_of_them, migrations.RunPython.noop),
        ]
    )
