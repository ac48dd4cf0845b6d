"""What each staff role may do in Wagtail: officers write and publish pages, all others only come in."""

from django.db import migrations

ROLES = ("facilitator", "officer", "finance", "auditor")
PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
# (app, model): codenames without the model.
OFFICER = {
    ("cms", "branding"): ("change",),
    ("cms", "menus"): ("change",),
    ("cms", "legalpages"): ("change",),
    ("wagtailredirects", "redirect"): ("add", "change", "delete"),
}
FILES = {
    ("wagtailimages", "image"): ("add", "change", "choose"),
    ("wagtaildocs", "document"): ("add", "change", "choose"),
}


def permission(apps, app, model, codename):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app, model=model
    )
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
    )
    return found


def give(apps, schema_editor):
    groups = {group.name: group for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES)}
    enter = permission(apps, "wagtailadmin", "admin", "access_admin")
    for group in groups.values():
        group.permissions.add(enter)
    officer = groups["officer"]
    for (app, model), verbs in OFFICER.items():
        officer.permissions.add(*(permission(apps, app, model, f"{verb}_{model}") for verb in verbs))
    give_pages(apps, officer)
    give_files(apps, officer)


def give_pages(apps, officer):
    root = apps.get_model("wagtailcore", "Page").objects.filter(depth=1).first()
    on_pages = apps.get_model("wagtailcore", "GroupPagePermission").objects
    for codename in PAGE_PERMISSIONS:
        on_pages.get_or_create(
            group=officer, page=root, permission=permission(apps, "wagtailcore", "page", codename)
        )


def give_files(apps, officer):
    root = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1).first()
    on_files = apps.get_model("wagtailcore", "GroupCollectionPermission").objects
    for (app, model), verbs in FILES.items():
        for verb in verbs:
            on_files.get_or_create(
                group=officer, collection=root, permission=permission(apps, app, model, f"{verb}_{model}")
            )


def take(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.clear()
    for name in ("GroupPagePermission", "GroupCollectionPermission"):
        apps.get_model("wagtailcore", name).objects.filter(group__name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_pages"),
        ("participation", "0003_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]
    operations = [migrations.RunPython(give, take)]
