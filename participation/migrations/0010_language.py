"""The language of a person's last log-in: their mail is written in it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0009_known_people"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="language",
            field=models.CharField(blank=True, editable=False, max_length=10, verbose_name="language"),
        ),
    ]
