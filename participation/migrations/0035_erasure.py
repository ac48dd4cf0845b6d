"""A person can be erased: their wish with its code, and an identity that is nobody's until it is forgotten."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0034_redactions_of_threads"),
    ]

    operations = [
        migrations.CreateModel(
            name="ErasureRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("keep_words", models.BooleanField()),
                ("code_key", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("sent", models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                "verbose_name": "wish to be erased",
                "verbose_name_plural": "wishes to be erased",
            },
        ),
        migrations.AddField(
            model_name="identity",
            name="erased_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="identity",
            constraint=models.CheckConstraint(
                condition=models.Q(("erased_at__isnull", True), ("user__isnull", True), _connector="OR"),
                name="an_erased_identity_is_nobodys",
            ),
        ),
        migrations.AddField(
            model_name="erasurerequest",
            name="person",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="erasurerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("tries__lte", 5)), name="tries_of_an_erasure"
            ),
        ),
        migrations.AddConstraint(
            model_name="erasurerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("sent__lte", 5)), name="erasure_codes_a_day"
            ),
        ),
    ]
