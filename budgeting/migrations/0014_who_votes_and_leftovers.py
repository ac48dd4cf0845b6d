"""Who may vote by age, whether people also choose in one other ward, and where money goes that is left over.

Rules of the round, frozen with the others at its opening.
"""

from django.db import migrations, models

from budgeting.rounds.frozen import with_rounds_thawed


class Migration(migrations.Migration):
    dependencies = [("budgeting", "0013_turnout_groups_and_other_rules")]
    operations = with_rounds_thawed(
        [
            migrations.AddField(
                "round",
                "leftovers",
                models.CharField(
                    choices=[
                        ("pot", "It goes back to the pot that it came from"),
                        ("town", "It goes to the pot of the whole town in this round"),
                    ],
                    default="pot",
                    max_length=5,
                    verbose_name="what happens to money that is left over",
                ),
            ),
            migrations.AddField(
                "round",
                "age_from",
                models.PositiveSmallIntegerField(
                    blank=True, null=True, verbose_name="youngest age for voting"
                ),
            ),
            migrations.AddField(
                "round",
                "age_to",
                models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="oldest age for voting"),
            ),
            migrations.AddField(
                "round",
                "one_other_ward",
                models.BooleanField(default=False, verbose_name="people may also choose in one other ward"),
            ),
            migrations.AddConstraint(
                "round",
                models.CheckConstraint(
                    condition=models.Q(
                        ("age_from__isnull", True),
                        ("age_to__isnull", True),
                        ("age_from__lte", models.F("age_to")),
                        _connector="OR",
                    ),
                    name="round_ages_in_order",
                ),
            ),
        ]
    )
