"""A pot may be for one theme, such as trees or play; its projects are sorted under it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0019_who_proposes"),
        ("participation", "0043_letters_without_account"),
    ]
    operations = [
        migrations.AddField(
            "pot",
            "category",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pots",
                to="participation.category",
                verbose_name="theme",
            ),
        )
    ]
