"""A new site answers at / with an empty home page instead of Wagtail's welcome."""

import uuid

from django.conf import settings
from django.db import migrations


def make_home(apps, schema_editor):
    page_model = apps.get_model("wagtailcore", "Page")
    site_model = apps.get_model("wagtailcore", "Site")
    welcome = page_model.objects.filter(
        depth=2, content_type__app_label="wagtailcore", content_type__model="page"
    )
    if page_model.objects.filter(depth__gte=2).count() != welcome.count():
        return
    site_model.objects.all().delete()
    welcome.delete()
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="cms", model="homepage"
    )
    home = apps.get_model("cms", "HomePage").objects.create(
        title="Home",
        draft_title="Home",
        slug="home",
        headline="Decide together how public money is spent",
        content_type=content_type,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/home/",
        locale=apps.get_model("wagtailcore", "Locale").objects.get(language_code=settings.LANGUAGE_CODE),
        translation_key=uuid.uuid4(),
    )
    page_model.objects.filter(depth=1).update(numchild=1)
    site_model.objects.create(hostname="localhost", root_page_id=home.pk, is_default_site=True)


class Migration(migrations.Migration):
    dependencies = [("cms", "0002_roles")]
    operations = [migrations.RunPython(make_home, migrations.RunPython.noop)]
