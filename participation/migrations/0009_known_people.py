"""Who an entry of the register stands for outlives the register, so that an upload changes nobody's Identity.

What lies in the register and in the identities is carried over; its households are not known (only hashes were
kept), so help with spelling begins with the next upload.
"""

from django.db import migrations, models

BATCH = 2000


def carry_over(apps, schema_editor):
    CensusEntry = apps.get_model("participation", "CensusEntry")
    KnownPerson = apps.get_model("participation", "KnownPerson")
    Identity = apps.get_model("participation", "Identity")
    entries = CensusEntry.objects.values_list("key", "person_key")
    # Also people whom a desk verified, or whose entry is gone: their key was made of name and birthday alone.
    identities = ((key, key) for key in Identity.objects.values_list("key", flat=True).iterator())
    for pairs in (entries.iterator(), identities):
        KnownPerson.objects.bulk_create(
            (KnownPerson(entry_key=entry, name_key=person, person_key=person) for entry, person in pairs),
            batch_size=BATCH,
            ignore_conflicts=True,
        )


def give_back(apps, schema_editor):
    CensusEntry = apps.get_model("participation", "CensusEntry")
    KnownPerson = apps.get_model("participation", "KnownPerson")
    people = dict(KnownPerson.objects.values_list("entry_key", "person_key").iterator())
    entries = list(CensusEntry.objects.all())
    for entry in entries:
        entry.person_key = people.get(entry.key) or entry.key
    CensusEntry.objects.bulk_update(entries, ["person_key"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("participation", "0008_words_of_proposals")]
    operations = [
        migrations.CreateModel(
            name="KnownPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_key", models.CharField(max_length=64, unique=True)),
                ("name_key", models.CharField(db_index=True, max_length=64)),
                ("household_key", models.CharField(blank=True, db_index=True, max_length=64)),
                ("person_key", models.CharField(blank=True, db_index=True, max_length=64)),
            ],
        ),
        # A default, so that the way back can add the column to a table that is not empty.
        migrations.AlterField("CensusEntry", "person_key", models.CharField(max_length=64, default="")),
        migrations.RunPython(carry_over, give_back),
        migrations.RemoveField("CensusEntry", "person_key"),
    ]
