"""The short list of questions that officers answer about each proposal; the same for all."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Question(models.TextChoices):
    LAND = "land", _("May the council build on this land?")
    LEGAL = "legal", _("Is it within the law and the council’s powers?")
    UPKEEP = "upkeep", _("Can someone look after it once it is built?")
    POT = "pot", _("Does its cost fit into the pot?")
    PLANS = "plans", _("Does it go with other plans for the place?")


class Answer(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNCLEAR = "unclear", _("Not clear yet")
