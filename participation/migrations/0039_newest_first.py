"""Lists of thousands read a page of the newest proposals from an index, in its order, and sort nothing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("participation", "0038_identity_provider")]
    operations = [
        migrations.RemoveIndex("proposal", "proposal_by_process"),
        migrations.AddIndex(
            "proposal",
            models.Index(fields=["process", "-published_at", "-id"], name="proposal_newest_of_process"),
        ),
        migrations.AddIndex(
            "proposal", models.Index(fields=["-published_at", "-id"], name="proposal_newest")
        ),
    ]
