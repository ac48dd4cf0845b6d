"""Electorates of their own: people outside the register who decide about pots that are declared for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Electorate(models.Model):
    """Such as a school's pupils. Its pots are closed to residents, so that nobody votes twice for one pot."""

    class Way(models.TextChoices):
        CODE = "code", _("a code on a card, which they are given")
        DECLARATION = "declaration", _("a signed declaration of who they are")

    round = models.ForeignKey("budgeting.Round", models.CASCADE, related_name="electorates")
    name = models.CharField(_("who they are"), max_length=120)
    way = models.CharField(_("how they show it"), max_length=12, choices=Way.choices, default=Way.CODE)
    # What a declaration asks for beside the name; one answer a line, and nothing is asked where it is empty.
    age_bands = models.TextField(_("age bands, one a line"), blank=True)
    schools = models.TextField(_("schools or groups, one a line"), blank=True)
    asks_guardian = models.BooleanField(_("a parent or guardian signs too"), default=False)

    class Meta:
        verbose_name = _("electorate of its own")
        verbose_name_plural = _("electorates of their own")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "name"], name="electorate_once_in_round"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def bands(self) -> list[str]:
        return _lines(self.age_bands)

    @property
    def groups(self) -> list[str]:
        return _lines(self.schools)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
