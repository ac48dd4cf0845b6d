"""Threats that are escalated leave evidence, which the database itself keeps whole for a declared time."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

# Nothing changes a row, and nobody deletes one before its time.
FORBID = {
    "sqlite": [
        "CREATE TRIGGER participation_evidence_no_update BEFORE UPDATE ON participation_evidence "
        "BEGIN SELECT RAISE(ABORT, 'participation_evidence is append-only'); END",
        "CREATE TRIGGER participation_evidence_no_delete BEFORE DELETE ON participation_evidence "
        "WHEN OLD.delete_after > strftime('%Y-%m-%d %H:%M:%f', 'now') "
        "BEGIN SELECT RAISE(ABORT, 'participation_evidence is kept for its time'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION participation_evidence_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'DELETE' AND OLD.delete_after <= now() THEN RETURN OLD; END IF; "
        "RAISE EXCEPTION 'participation_evidence is append-only' "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER participation_evidence_kept BEFORE UPDATE OR DELETE ON participation_evidence "
        "FOR EACH ROW EXECUTE FUNCTION participation_evidence_kept()",
    ],
}
ALLOW = {
    "sqlite": [
        "DROP TRIGGER participation_evidence_no_update",
        "DROP TRIGGER participation_evidence_no_delete",
    ],
    "postgresql": [
        "DROP TRIGGER participation_evidence_kept ON participation_evidence",
        "DROP FUNCTION participation_evidence_kept()",
    ],
}


def forbid(apps, schema_editor):
    for statement in FORBID[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def allow(apps, schema_editor):
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("participation", "0032_signals_of_the_machine"),
    ]

    operations = [
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("target_id", models.PositiveBigIntegerField()),
                ("content", models.TextField()),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("why", models.TextField(verbose_name="what makes it a threat")),
                ("taken_by_number", models.PositiveBigIntegerField()),
                ("taken_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("delete_after", models.DateTimeField()),
                (
                    "target_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence of a threat",
                "verbose_name_plural": "evidence of threats",
                "ordering": ["-taken_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="EvidenceAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("note", "Note"),
                            ("passed", "Passed to the police"),
                            ("hold", "Kept longer, until this is lifted"),
                            ("lift", "Kept no longer than declared"),
                            ("closed", "Closed"),
                        ],
                        max_length=6,
                        verbose_name="what happened",
                    ),
                ),
                ("words", models.CharField(max_length=1000, verbose_name="in words")),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acts",
                        to="participation.evidence",
                    ),
                ),
            ],
            options={
                "verbose_name": "act about a threat",
                "verbose_name_plural": "acts about threats",
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="act_about_a_threat_in_words"
                    )
                ],
            },
        ),
        migrations.RunPython(forbid, allow),
    ]
