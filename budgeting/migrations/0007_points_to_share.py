"""How many points a ballot shares out in each pot: a rule of the round, frozen with the others at its opening."""

from django.db import migrations, models

from budgeting.rounds.frozen import with_rounds_thawed


class Migration(migrations.Migration):
    dependencies = [("budgeting", "0006_words_of_projects")]
    operations = with_rounds_thawed(
        [
            migrations.AddField(
                "round",
                "points",
                models.PositiveSmallIntegerField(
                    blank=True, null=True, verbose_name="points to share out in each pot"
                ),
            ),
            migrations.AddConstraint(
                "round",
                models.CheckConstraint(
                    condition=models.Q(("points__isnull", True), ("points__gte", 1), _connector="OR"),
                    name="round_points_from_one",
                ),
            ),
        ]
    )
