"""Paper ballots under kills: `python -m tests.kills.paper TOWN` gives them out at the desk, while people vote
online, and says each person who has one; `enter_boxes` has two people type them in before the sealing.
"""

import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import django

from tests.kills.processes import in_a_process
from tests.kills.town import read
from tests.running.places import REPOSITORY, Place

# A desk is killed after so many people, a clerk after so many seconds.
PEOPLE_A_KILL, CLERKS_KILLED, LATEST = 6, 6, 1.5
# Which of the town's officers: who gave a paper ballot out opens and enters no box.
OPENER, CLERKS, AT_DESK = 0, (0, 1), 2


class Desk(threading.Thread):
    """The desk in a process of its own, killed and started anew until each person was given their ballot.

    `given` are those of whom the desk has said so.
    """

    def __init__(self, place: Place, counts: Counter):
        super().__init__()
        self.place, self.counts = place, counts
        self.given: set[int] = set()
        self.wanted = len(read(place.folder / "town.json")["on_paper"])
        self.log = place.folder / "desk.log"

    def run(self) -> None:
        chance, tries = random.Random(3), 0
        while len(self.given) < self.wanted and tries < 2 * self.wanted:
            tries += 1
            self._sit(chance.randint(1, PEOPLE_A_KILL))

    def _sit(self, people: int) -> None:
        command = [sys.executable, "-u", "-m", "tests.kills.paper", str(self.place.folder / "town.json")]
        with self.log.open("ab") as log:
            desk = subprocess.Popen(
                [*command, *map(str, sorted(self.given))],
                cwd=REPOSITORY,
                env=self.place.environment(),
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert desk.stdout is not None
        for line in desk.stdout:
            self.given.add(int(line))
            people -= 1
            if people == 0 and len(self.given) < self.wanted:
                desk.kill()
                self.counts["desks killed"] += 1
        desk.wait()


def give_out(town: dict, done: set[int]) -> Iterator[int]:
    """Gives each person on paper their ballot; who has it already came to a desk that was killed."""
    from django.core.exceptions import ValidationError

    from budgeting.ballots.paper.actions import give_paper_ballot
    from budgeting.models import Round
    from participation.models import Identity

    round, actor = Round.objects.get(pk=town["round"]["pk"]), _officer(town, AT_DESK)
    for pk in town["on_paper"]:
        if pk in done:
            continue
        try:
            give_paper_ballot(actor=actor, round=round, identity=Identity.objects.get(pk=pk))
        except ValidationError as refusal:
            if refusal.code != "given":
                raise
        yield pk


def slips_of(town: dict) -> list[list[int]]:
    """What stands on the slips in the box."""
    projects = town["round"]["projects"]
    return [sorted({1 + at % projects, 1 + at // projects % projects}) for at in range(len(town["on_paper"]))]


def enter_boxes(town: dict, figures: Counter) -> None:
    """Opens the box; two clerks type it in, each killed at random moments and going on where they were."""
    chance = random.Random(5)
    in_a_process(lambda: _open_box(town))
    for turn in CLERKS:
        for _each in range(CLERKS_KILLED):
            in_a_process(lambda at=turn: _type(town, at), after=chance.uniform(0.1, LATEST))
            figures["clerks killed"] += 1
        in_a_process(lambda at=turn: _type(town, at))
    figures["paper ballots entered"] = len(slips_of(town))


def _open_box(town: dict) -> None:
    from budgeting.ballots.paper.actions import open_paper_box
    from budgeting.models import Round

    found, round = len(town["on_paper"]), Round.objects.get(pk=town["round"]["pk"])
    open_paper_box(actor=_officer(town, OPENER), round=round, place="Town hall", area_id=None, found=found)


def _type(town: dict, officer: int) -> None:
    """Begins or goes on: the entry itself says how far it came. A finished one stays as it is."""
    from budgeting.ballots.paper.actions import begin_entry, enter_slip, finish_entry
    from budgeting.ballots.paper.forms_of import form_of_area
    from budgeting.models import PaperBox, PaperEntry

    box, actor = PaperBox.objects.get(round=town["round"]["pk"]), _officer(town, officer)
    if PaperEntry.objects.filter(box=box, entered_by=actor, finished=True).exists():
        time.sleep(LATEST)  # the killer comes for who is done, too
        return
    entry = begin_entry(actor=actor, box=box, version=form_of_area(box.round, None).version)
    slips = slips_of(town)
    for number in range(entry.slips + 1, len(slips) + 1):
        text = " ".join(map(str, slips[number - 1]))
        enter_slip(actor=actor, entry=entry, number=number, text=text)
    finish_entry(actor=actor, entry=PaperEntry.objects.get(pk=entry.pk))


def _officer(town: dict, which: int):
    from participation.models import User

    actor = User.objects.get(pk=town["officers"][which])
    actor.second_factor = True
    return actor


if __name__ == "__main__":
    django.setup()
    for person in give_out(read(Path(sys.argv[1])), set(map(int, sys.argv[2:]))):
        print(person, flush=True)  # noqa: T201 - heard by `Desk`
