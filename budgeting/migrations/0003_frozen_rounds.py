"""What an opened round decides about is frozen, and counted ballots stay as they were counted."""

from django.db import migrations

from budgeting.rounds.frozen import freeze_opened_rounds
from participation.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("budgeting", "0002_append_only")]
    operations = [freeze_opened_rounds(), append_only("budgeting_countedballot")]
