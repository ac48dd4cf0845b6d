"""Who may propose in a round, and by which ages: rules of the round, frozen with the others at its opening."""

from django.db import migrations, models

from budgeting.rounds.frozen import with_rounds_thawed


class Migration(migrations.Migration):
    dependencies = [("budgeting", "0018_checks_of_proposals")]
    operations = with_rounds_thawed(
        [
            migrations.AddField(
                "round",
                "proposers",
                models.CharField(
                    choices=[
                        ("account", "Everyone with an account"),
                        ("resident", "Verified residents"),
                        ("home", "Verified residents, each for where they live or for the whole town"),
                    ],
                    default="account",
                    max_length=10,
                    verbose_name="who may propose",
                ),
            ),
            migrations.AddField(
                "round",
                "propose_age_from",
                models.PositiveSmallIntegerField(
                    blank=True, null=True, verbose_name="youngest age for proposing"
                ),
            ),
            migrations.AddField(
                "round",
                "propose_age_to",
                models.PositiveSmallIntegerField(
                    blank=True, null=True, verbose_name="oldest age for proposing"
                ),
            ),
            migrations.AddConstraint(
                "round",
                models.CheckConstraint(
                    condition=models.Q(
                        ("propose_age_from__isnull", True),
                        ("propose_age_to__isnull", True),
                        ("propose_age_from__lte", models.F("propose_age_to")),
                        _connector="OR",
                    ),
                    name="round_proposing_ages_in_order",
                ),
            ),
        ]
    )
