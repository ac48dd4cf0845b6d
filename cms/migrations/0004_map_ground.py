"""Where maps get pictures of the ground: a choice of the council, nowhere at first."""

from django.db import migrations, models

import cms.chrome.map_ground


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0003_home"),
    ]

    operations = [
        migrations.CreateModel(
            name="MapGround",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tile_address",
                    models.CharField(
                        blank=True,
                        help_text="Leave it empty, and maps show outlines and points alone. With an address, the browsers of your readers ask that host for pictures, and it sees their network addresses.",
                        max_length=300,
                        validators=[cms.chrome.map_ground.check_tile_address],
                        verbose_name="address of map pictures",
                    ),
                ),
                (
                    "tile_credit",
                    models.CharField(
                        blank=True,
                        help_text="Shown on each map, such as: © OpenStreetMap contributors",
                        max_length=120,
                        verbose_name="whose map it is",
                    ),
                ),
            ],
            options={
                "verbose_name": "maps",
            },
        ),
    ]
