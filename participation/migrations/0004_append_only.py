"""The audit chain can only grow."""

from django.db import migrations

from participation.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("participation", "0003_roles")]
    operations = [append_only("participation_auditevent")]
