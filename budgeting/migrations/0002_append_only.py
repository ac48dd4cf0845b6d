"""Money that was posted stays posted: corrections are reversals."""

from django.db import migrations

from participation.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("budgeting", "0001_floor"), ("participation", "0004_append_only")]
    operations = [append_only("budgeting_transfer"), append_only("budgeting_entry")]
