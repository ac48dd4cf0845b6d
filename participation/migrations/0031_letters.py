"""A code by post as a second way: letters that were asked for, and whether the council offers them."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0030_files_in_versions"),
    ]

    operations = [
        migrations.AddField(
            model_name="verificationpolicy",
            name="offers_letter",
            field=models.BooleanField(
                default=False,
                help_text="An officer compares each address with the council’s list, prints the letter and posts it.",
                verbose_name="Offer a code by post",
            ),
        ),
        migrations.AlterField(
            model_name="identity",
            name="second_way",
            field=models.CharField(
                blank=True,
                choices=[
                    ("sms", "a code by text message"),
                    ("letter", "a code by post"),
                    ("desk", "checked at a desk"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=150)),
                ("address", models.CharField(blank=True, max_length=300)),
                (
                    "asked_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("code_key", models.CharField(blank=True, max_length=64)),
                ("printed_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("refused_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "identity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="participation.identity",
                    ),
                ),
                (
                    "printed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "letter with a code",
                "verbose_name_plural": "letters with a code",
                "constraints": [
                    models.UniqueConstraint(fields=("identity",), name="one_letter_a_person"),
                    models.CheckConstraint(condition=models.Q(("tries__lte", 5)), name="tries_of_a_letter"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("refused_at__isnull", True), ("sent_at__isnull", True)),
                            models.Q(("address", ""), ("name", "")),
                            _connector="OR",
                        ),
                        name="letter_forgets_its_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("code_key", ""), ("printed_at__isnull", True), ("sent_at__isnull", True)
                            ),
                            models.Q(
                                ("printed_at__isnull", False), models.Q(("code_key", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="letter_is_printed_with_its_code",
                    ),
                ],
            },
        ),
    ]
