"""The words of proposals that stand on a ballot already are frozen, as those taken in from now on are."""

from django.db import migrations
from django.db.models.functions import Now


def freeze(apps, schema_editor):
    on_ballots = apps.get_model("budgeting", "Project").objects.filter(proposal__isnull=False)
    proposals = apps.get_model("participation", "Proposal").objects.filter(frozen_at__isnull=True)
    proposals.filter(pk__in=on_ballots.values("proposal")).update(frozen_at=Now())


def thaw(apps, schema_editor):
    apps.get_model("participation", "Proposal").objects.update(frozen_at=None)


class Migration(migrations.Migration):
    dependencies = [("budgeting", "0003_frozen_rounds"), ("participation", "0014_versions_and_status")]
    operations = [migrations.RunPython(freeze, thaw)]
