"""A block is a decision like others: with a rule and a reason, appealed against, and counted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0040_idle_warnings"),
    ]

    operations = [
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
                    ("block", "Block the person"),
                    ("let_in", "Let the person in again"),
                ],
                max_length=10,
                verbose_name="decision",
            ),
        ),
    ]
