"""Threads count redactions, so that pages which are open are told to read their words anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0033_evidence_of_threats"),
    ]

    operations = [
        migrations.AddField(
            model_name="thread",
            name="redactions",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
