"""Each statement of a poll gets a discussion of its own, those that are there already too."""

import django.db.models.deletion
from django.db import migrations, models

BATCH = 500


def give_threads(apps, schema_editor):
    Statement = apps.get_model("participation", "Statement")
    Thread = apps.get_model("participation", "Thread")
    silent = list(Statement.objects.filter(thread=None).order_by("pk"))
    threads = Thread.objects.bulk_create([Thread() for _each in silent], batch_size=BATCH)
    for statement, thread in zip(silent, threads, strict=True):
        statement.thread = thread
    Statement.objects.bulk_update(silent, ["thread"], batch_size=BATCH)


def take_threads(apps, schema_editor):
    """Threads that nobody wrote in go with their column; one with comments stays, so that no word is lost."""
    Statement = apps.get_model("participation", "Statement")
    Thread = apps.get_model("participation", "Thread")
    threads = list(Statement.objects.exclude(thread=None).values_list("thread", flat=True))
    Statement.objects.update(thread=None)
    Thread.objects.filter(pk__in=threads, comments=None).delete()


class Migration(migrations.Migration):
    dependencies = [("participation", "0026_counted_acts")]

    operations = [
        migrations.AddField(
            model_name="statement",
            name="thread",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="statement",
                to="participation.thread",
            ),
        ),
        migrations.RunPython(give_threads, take_threads),
    ]
