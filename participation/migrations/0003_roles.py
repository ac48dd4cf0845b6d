"""The staff roles, as groups."""

from django.db import migrations

ROLES = ("facilitator", "officer", "finance", "auditor")


def make_roles(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    for name in ROLES:
        group.objects.get_or_create(name=name)


def drop_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [("participation", "0002_floor")]
    operations = [migrations.RunPython(make_roles, drop_roles)]
