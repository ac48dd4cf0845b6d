"""The council's register over the years: who each entry stands for, and what a new file changes in that."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from participation.accounts.census_file import Row
from participation.accounts.identity_keys import identity_key
from participation.accounts.models import CensusEntry, CensusUpload, KnownPerson

BATCH = 2000
# A register of so many people does not halve by itself.
LARGE = 50
# The name of the lock that stands in for a register; any number that no other lock has.
NO_REGISTER = 7_301_951


def hold_register() -> None:
    """Lock the newest register until the transaction ends: matches, desk and uploads queue here.

    A town that has none yet has no row to lock: there PostgreSQL keeps a number for the same queue.
    """
    newest = CensusUpload.objects.select_for_update().order_by("-pk")[:1]
    if not newest and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NO_REGISTER])


def refuse_much_smaller(people: int) -> None:
    """Raises ValidationError when a file has less than half of the register's people: a part of it, maybe."""
    before = CensusEntry.objects.count()
    if before >= LARGE and people * 2 < before:
        raise ValidationError(
            _(
                "The register holds %(before)s people, this file %(people)s. If the file is whole, choose it "
                "again and tick “The file is whole”. Nothing was changed."
            )
            % {"before": before, "people": people},
            code="much_smaller",
        )


def replace_register(upload: CensusUpload, rows: list[Row]) -> None:
    """Make `rows` the register. Whom an entry stood for before, it stands for still."""
    _remember(rows)
    CensusEntry.objects.all().delete()
    CensusEntry.objects.bulk_create(
        (
            CensusEntry(key=row.key, upload=upload, area_id=row.area_id, birth_year=row.birth_year)
            for row in rows
        ),
        batch_size=BATCH,
    )


def undecided_entries() -> QuerySet[CensusEntry]:
    """Entries of the register of which only the desk can say who they are."""
    return CensusEntry.objects.filter(key__in=KnownPerson.objects.filter(person_key="").values("entry_key"))


def lacks_households() -> bool:
    """True while the register is one from before households were kept: spelling cannot be helped with."""
    return CensusEntry.objects.filter(
        key__in=KnownPerson.objects.filter(household_key="").values("entry_key")
    ).exists()


def _remember(rows: list[Row]) -> None:
    _complete(rows)
    memory = _Memory(rows)
    KnownPerson.objects.bulk_create(
        (
            KnownPerson(
                entry_key=row.key,
                name_key=row.name_key,
                household_key=row.household_key,
                person_key=memory.person_of(row),
            )
            for row in rows
            if row.key not in memory.entries
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def _complete(rows: Iterable[Row]) -> None:
    """Give people remembered from before households were kept what this file tells of them."""
    incomplete = KnownPerson.objects.filter(household_key="").in_bulk(field_name="entry_key")
    changed = []
    for row in rows:
        if known := incomplete.get(row.key):
            known.name_key, known.household_key = row.name_key, row.household_key
            changed.append(known)
    KnownPerson.objects.bulk_update(changed, ["name_key", "household_key"], batch_size=BATCH)


class _Memory:
    """All that earlier registers and the desk know, and how often the new file has each name and birthday."""

    def __init__(self, rows: list[Row]) -> None:
        self.in_file = {row.key for row in rows}
        self.bearers = Counter(row.name_key for row in rows)
        self.entries: set[str] = set()
        self.people: dict[str, set[str]] = defaultdict(set)
        self.still_here: set[str] = set()
        self.gone_from: set[str] = set()
        known = KnownPerson.objects.values_list("entry_key", "name_key", "household_key", "person_key")
        for entry, name, household, person in known.iterator(chunk_size=BATCH):
            self.entries.add(entry)
            self.people[name].add(person)
            if entry in self.in_file:
                self.still_here.add(person)
            elif household:
                self.gone_from.add(household)

    def person_of(self, row: Row) -> str:
        """The key of the person whom a new entry stands for; empty where only papers can tell."""
        people = self.people.get(row.name_key, set())
        if not people:
            # Someone born that day left that postcode just now: it may be one person, spelt anew.
            if row.household_key in self.gone_from:
                return ""
            return row.name_key if self.bearers[row.name_key] == 1 else row.key
        # One person with this name and birthday ever, now in one other place alone: that person moved house.
        if len(people) == 1 and self.bearers[row.name_key] == 1 and people.isdisjoint(self.still_here):
            return next(iter(people))
        return ""


def fresh_person_key(name_key: str, entry_key: str) -> str:
    """A key that stands for nobody yet, for a new person of this name at this entry."""
    key, number = name_key, 0
    while KnownPerson.objects.filter(person_key=key).exists():
        key = identity_key("namesake", entry_key, str(number)) if number else entry_key
        number += 1
    return key
