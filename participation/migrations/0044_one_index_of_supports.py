"""Supports of a proposal are found by the index of the constraint: a second one only made giving dearer."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("participation", "0043_letters_without_account")]
    operations = [
        migrations.AlterField(
            "support",
            "proposal",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="supports",
                to="participation.proposal",
            ),
        )
    ]
