"""An OpenID Connect provider as a way: one account there confirms one person, kept as a keyed hash."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0037_duty_rota"),
    ]

    operations = [
        migrations.AddField(
            model_name="identity",
            name="subject_key",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="verificationpolicy",
            name="offers_provider",
            field=models.BooleanField(
                default=True, verbose_name="Offer the account elsewhere that the site is set up with"
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
                    ("provider", "an account elsewhere that the council trusts"),
                    ("desk", "checked at a desk"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="identity",
            name="way",
            field=models.CharField(
                choices=[
                    ("census", "matched to the council's register"),
                    ("desk", "checked at a desk"),
                    ("code", "a one-time code"),
                    ("provider", "an account elsewhere that the council trusts"),
                    ("demo", "made up for the demo"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="identity",
            constraint=models.UniqueConstraint(
                condition=models.Q(("subject_key", ""), _negated=True),
                fields=("subject_key",),
                name="one_subject_one_person",
            ),
        ),
    ]
