"""A second way is asked for before a ballot: a code by text message, or the desk. Codes are keyed hashes."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0016_co_authors"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code_key", models.CharField(max_length=64, unique=True)),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PhoneCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("number", models.PositiveSmallIntegerField()),
                ("code_key", models.CharField(max_length=64)),
                ("phone_key", models.CharField(max_length=64)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VerificationPolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "asks_second_way",
                    models.BooleanField(
                        default=True,
                        help_text="Else whoever knows a neighbour’s name, birthday and postcode could vote as them.",
                        verbose_name="Ask for a second way before a ballot",
                    ),
                ),
                (
                    "offers_sms",
                    models.BooleanField(default=True, verbose_name="Offer a code by text message"),
                ),
            ],
        ),
        migrations.AddField(
            model_name="identity",
            name="phone_key",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="identity",
            name="second_way",
            field=models.CharField(
                blank=True,
                choices=[("sms", "a code by text message"), ("desk", "checked at a desk")],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="identity",
            constraint=models.UniqueConstraint(
                condition=models.Q(("phone_key", ""), _negated=True),
                fields=("phone_key",),
                name="one_phone_one_person",
            ),
        ),
        migrations.AddField(
            model_name="deskcode",
            name="identity",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="participation.identity"
            ),
        ),
        migrations.AddField(
            model_name="deskcode",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="phonecode",
            name="identity",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="participation.identity"
            ),
        ),
        migrations.AddConstraint(
            model_name="verificationpolicy",
            constraint=models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_verification_policy"),
        ),
        migrations.AddConstraint(
            model_name="phonecode",
            constraint=models.UniqueConstraint(
                fields=("identity", "day", "number"), name="phone_codes_are_numbered"
            ),
        ),
        migrations.AddConstraint(
            model_name="phonecode",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1), ("number__lte", 3)), name="phone_codes_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="phonecode",
            constraint=models.CheckConstraint(
                condition=models.Q(("tries__lte", 5)), name="tries_of_a_phone_code"
            ),
        ),
    ]
