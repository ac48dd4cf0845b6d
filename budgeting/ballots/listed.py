"""The projects of an opened round as its ballot lists them, remembered by each process.

The database itself holds them still from the opening on (rounds/frozen.py): a cost moves, and a project
leaves, only with a recorded change. So the newest change, read under the box's lock, says whether what is
remembered still holds. Rounds are told apart by their key: two never have the same.
"""

from functools import lru_cache

from django.db.models import Exists, OuterRef, QuerySet

from budgeting.rounds.models import Project, Round
from budgeting.rounds.project_changes import STRUCK, ProjectChange
from participation.compiled import Compiled

ROUNDS_AT_ONCE = 8


def listed_projects(round: Round, newest_change: int | None) -> tuple[Project, ...]:
    """All projects, by number, each `struck` where the council took it off; not to be changed by who reads.

    `newest_change` is the key of the round's newest ProjectChange. Call under the lock of the box.
    """
    return _remembered(round.pk, round.key_id, newest_change)


@lru_cache(maxsize=ROUNDS_AT_ONCE)
def _remembered(round: int, key_id: str, newest_change: int | None) -> tuple[Project, ...]:
    return tuple(_PROJECTS.all(round))


def _projects(round: int) -> QuerySet:
    strikes = ProjectChange.objects.filter(project=OuterRef("pk"), kind__in=STRUCK)
    listed = Project.objects.filter(round=round).annotate(struck=Exists(strikes)).order_by("number")
    return listed.only("round", "round_pot", "number", "cost", "title")


_PROJECTS = Compiled(1, _projects)
