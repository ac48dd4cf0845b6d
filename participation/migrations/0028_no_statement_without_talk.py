"""No statement without a discussion; by itself, as PostgreSQL alters no table in the transaction that fills it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("participation", "0027_talk_about_statements")]

    operations = [
        migrations.AlterField(
            model_name="statement",
            name="thread",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="statement",
                to="participation.thread",
            ),
        ),
    ]
