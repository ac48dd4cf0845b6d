"""What the register, and what was known before, say about papers that an officer sees. It holds no names."""

import datetime
from dataclasses import dataclass

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from participation.accounts.identity_keys import entry_key, household_key, name_key
from participation.accounts.models import CensusEntry, Identity, KnownPerson


class Who(models.TextChoices):
    """What an officer saw in the papers, where the register alone does not say it."""

    SPELT = "spelt", _("This is the person in the register, whose name is written another way there")
    MOVED = "moved", _("The register knew this person before, at another postcode or by another name")
    STAYS = "stays", _("This is the same person as before, who still lives here")
    NEW = "new", _("This is someone else, or someone new here")


@dataclass(frozen=True, slots=True)
class Papers:
    """Name, birthday and postcode, as the officer reads them."""

    name: str
    birth_date: datetime.date
    postcode: str

    @property
    def entry(self) -> str:
        return entry_key(self.name, self.birth_date, self.postcode)

    @property
    def names(self) -> str:
        return name_key(self.name, self.birth_date)

    @property
    def household(self) -> str:
        return household_key(self.birth_date, self.postcode)

    def at(self, postcode: str) -> "Papers":
        return Papers(self.name, self.birth_date, postcode)


@dataclass(frozen=True, slots=True)
class Finding:
    """Counts alone, and the keyed hash of the person where that is certain."""

    in_register: bool
    person_key: str
    taken: bool
    # The one entry of this birthday and postcode whose name is written otherwise, when there is one.
    spelt_key: str
    # How many people born that day the register has at this postcode, when none has this name.
    others_here: int
    # How many more it had there before, whatever their names.
    others_before: int
    # At how many other postcodes it knows, or knew, this name and birthday.
    elsewhere: int
    # Whether the person found was also met at another postcode: a move, or two people taken for one.
    moved: bool

    @property
    def is_clear(self) -> bool:
        return self.in_register and bool(self.person_key) and not self.taken

    @property
    def choices(self) -> list[Who]:
        """What the officer may answer; none when these papers can only be another account's owner's."""
        if self.is_clear:
            return []
        if self.taken:
            return [Who.NEW] if self.moved else []
        if self.person_key:
            return [Who.STAYS]
        return [*([Who.SPELT] if self.spelt_key else []), Who.MOVED, Who.NEW]


def look_up(papers: Papers) -> Finding:
    known = KnownPerson.objects.filter(entry_key=papers.entry).first()
    in_register = CensusEntry.objects.filter(key=papers.entry).exists()
    person = known.person_key if known else ""
    here = list(others_at(papers).values_list("entry_key", "person_key"))
    listed = CensusEntry.objects.filter(key__in=others_at(papers).values("entry_key"))
    spelt = [key for entry, key in here if entry in set(listed.values_list("key", flat=True))]
    elsewhere = _elsewhere(papers)
    return Finding(
        in_register=in_register,
        person_key=person,
        taken=bool(person) and Identity.objects.filter(key=person, user__isnull=False).exists(),
        spelt_key=spelt[0] if len(spelt) == 1 and not in_register else "",
        others_here=0 if in_register else len(spelt),
        others_before=len(here) - len(spelt),
        elsewhere=len(elsewhere),
        moved=bool(person) and person in elsewhere,
    )


def entry_of(papers: Papers) -> CensusEntry | None:
    return CensusEntry.objects.filter(key=papers.entry).first()


def others_at(papers: Papers) -> QuerySet[KnownPerson]:
    """Whoever was born that day and lived at that postcode, under other names."""
    return KnownPerson.objects.filter(household_key=papers.household).exclude(entry_key=papers.entry)


def _elsewhere(papers: Papers) -> list[str]:
    """Who was met with this name and birthday at each other postcode."""
    same_name = KnownPerson.objects.filter(name_key=papers.names).exclude(entry_key=papers.entry)
    return list(same_name.exclude(household_key=papers.household).values_list("person_key", flat=True))
