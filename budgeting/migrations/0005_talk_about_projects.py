"""Each project gets a discussion of its own, also those that are listed already.

A new reference makes SQLite rebuild the table without its triggers: what freezes opened rounds is taken off and
put back. Going back drops the references; the discussions stay behind without an owner.
"""

import django.db.models.deletion
from django.db import migrations, models

from budgeting.rounds.frozen import with_rounds_thawed

BATCH = 500


def give_threads(apps, schema_editor):
    projects = apps.get_model("budgeting", "Project").objects
    threads = apps.get_model("participation", "Thread").objects
    waiting = list(projects.filter(thread=None).only("pk"))
    made = threads.bulk_create([threads.model() for _project in waiting], batch_size=BATCH)
    for project, thread in zip(waiting, made, strict=True):
        project.thread = thread
    projects.bulk_update(waiting, ["thread"], batch_size=BATCH)
    if schema_editor.connection.vendor == "postgresql":
        # It puts no triggers on a table whose new references are still to be checked.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE", params=None)
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0004_frozen_proposals"),
        ("participation", "0007_helpful_and_deeper_talk"),
    ]
    operations = with_rounds_thawed(
        [
            migrations.AddField(
                model_name="project",
                name="thread",
                field=models.OneToOneField(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="project",
                    to="participation.thread",
                ),
            ),
            migrations.RunPython(give_threads, migrations.RunPython.noop),
        ]
    )
