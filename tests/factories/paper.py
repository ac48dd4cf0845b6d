"""Takes rounds with paper ballots as far as a test needs: given out, boxes opened, entered by two."""

from django.contrib.auth.models import Group

from budgeting.ballots.paper.actions import (
    begin_entry,
    enter_slip,
    finish_entry,
    give_paper_ballot,
    open_paper_box,
)
from budgeting.ballots.paper.forms_of import form_of_area
from budgeting.models import PaperBox, PaperEntry, Round
from tests.factories.people import IdentityFactory, UserFactory
from tests.factories.rounds import ended, open_round


def paper_round(**kwargs) -> Round:
    """People vote now, online and on paper; the paper ballot counts unless `paper_rule` says otherwise."""
    return open_round(**{"paper_rule": Round.PaperRule.PAPER_COUNTS, **kwargs})


def desk_officer():
    """Somebody who gives paper ballots out, and so has no part in the boxes."""
    officer = UserFactory(display_name="Dora")
    officer.groups.add(Group.objects.get(name="officer"))
    officer.second_factor = True
    return officer


def give(round: Round, people: int = 1) -> None:
    officer = desk_officer()
    for _ in range(people):
        give_paper_ballot(actor=officer, round=round, identity=IdentityFactory())


def paper_box(round: Round, officer, *, found: int, place: str = "Town hall", **kwargs) -> PaperBox:
    """A box opened after the end of voting."""
    ended(round)
    return open_paper_box(actor=officer, round=round, place=place, area_id=None, found=found, **kwargs)


def version_of(box: PaperBox) -> str:
    return form_of_area(box.round, box.area_id).version


def enter(box: PaperBox, person, slips: list[str], *, anyway: bool = False) -> PaperEntry:
    """One person's whole entry, what they type slip after slip."""
    entry = begin_entry(actor=person, box=box, version=version_of(box))
    for number, text in enumerate(slips, start=1):
        enter_slip(actor=person, entry=entry, number=number, text=text)
    finish_entry(actor=person, entry=entry, anyway=anyway)
    box.refresh_from_db()
    return entry


def settle(box: PaperBox, person, slips: dict[int, str]) -> PaperEntry:
    """A third person's look at the slips that differ."""
    entry = begin_entry(actor=person, box=box, version=version_of(box))
    for number, text in slips.items():
        enter_slip(actor=person, entry=entry, number=number, text=text)
    finish_entry(actor=person, entry=entry)
    box.refresh_from_db()
    return entry


def settled_box(round: Round, people, slips: list[str], **kwargs) -> PaperBox:
    """A box that two people read alike."""
    box = paper_box(round, people[0], found=len(slips), **kwargs)
    for person in people[:2]:
        enter(box, person, slips)
    return box
