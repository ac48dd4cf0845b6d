"""Match funds say what they count and may be given more; what the bank told stays as it was told."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from budgeting.crowdfunding.frozen import with_match_funds_thawed
from budgeting.treasury.frozen import freeze_bank_lines, with_money_acts_thawed
from participation.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0024_life_of_pledges"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *with_match_funds_thawed(
            [
                migrations.AddField(
                    model_name="matchfund",
                    name="counted",
                    field=models.CharField(
                        choices=[
                            (
                                "collected",
                                "Money that is paid in: what was added to a pledge goes back if it is never paid",
                            ),
                            (
                                "pledged",
                                "Money that is pledged: what was added stays, even if a pledge is never paid",
                            ),
                        ],
                        default="collected",
                        max_length=9,
                        verbose_name="what the council follows",
                    ),
                ),
            ]
        ),
        *with_money_acts_thawed(
            [
                migrations.AddField(
                    model_name="moneyact",
                    name="match_fund",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="money_acts",
                        to="budgeting.matchfund",
                    ),
                ),
                migrations.AlterField(
                    model_name="moneyact",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("top-up", "Put money into a pot"),
                            ("fund", "Put more money into a match fund"),
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
                migrations.AddConstraint(
                    model_name="moneyact",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True), ("match_fund__isnull", False)),
                        fields=("match_fund",),
                        name="one_waiting_money_act_per_match_fund",
                    ),
                ),
            ]
        ),
        append_only("budgeting_bankstatement"),
        freeze_bank_lines(),
    ]
