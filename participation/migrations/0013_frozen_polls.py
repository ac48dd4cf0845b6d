"""An open poll stands still, a vote fits its poll, and a tally stays as it was counted."""

from django.db import migrations

from participation.append_only import append_only
from participation.votes.frozen import freeze_open_polls


class Migration(migrations.Migration):
    dependencies = [("participation", "0012_polls")]
    operations = [freeze_open_polls(), append_only("participation_tally")]
