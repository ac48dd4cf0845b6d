"""Two small rounds: places in order, with pupils who vote by code; and points, with paper half entered."""

from collections.abc import Sequence

from django.urls import reverse

from budgeting.ballots.actions import cast_ballot
from budgeting.ballots.choices import Choice
from budgeting.ballots.codes.batches import make_batch
from budgeting.ballots.paper.actions import (
    begin_entry,
    enter_slip,
    finish_entry,
    give_paper_ballot,
    open_paper_box,
)
from budgeting.ballots.paper.forms_of import form_of_area
from budgeting.ballots.paper.models import PaperBox
from budgeting.rounds.actions import add_project, create_round, declare_electorate
from budgeting.rounds.models import Round
from cms.demo.papers import Papers
from cms.demo.seeding.clock import at_hour
from cms.demo.seeding.people import Cast
from cms.demo.seeding.places import Places
from cms.demo.seeding.pots import filled_pot
from cms.demo.seeding.rounds import open_in_time
from participation.accounts.models import User
from participation.clock import database_now
from participation.models import Phase

Rows = Sequence[tuple[str, int, str]]
# (title, cost in pence, summary) of each pot's projects, numbered through.
HALL: Rows = (
    ("A market under one roof", 26_000_000, "Six stalls, a long table and a door to the quay."),
    ("A climbing hall", 31_000_000, "Walls for beginners and for the brave, open until ten."),
    ("Rooms for music", 18_000_000, "Four rooms that keep the drums in."),
    ("A library of things", 12_000_000, "Borrow a drill, a tent or a cake tin for a week."),
)
YARD: Rows = (
    ("Two table tennis tables", 240_000, "Of concrete, for every break and all weather."),
    ("A herb garden", 180_000, "Ten beds beside the kitchen, with a tap."),
    ("A roof for the bicycles", 390_000, "Dry saddles for eighty bicycles."),
)
GREEN: Rows = (
    ("Shade trees on the market square", 900_000, "Eight limes with benches round them."),
    ("A meadow along the railway", 450_000, "Flowers in place of lawn, mown twice a year."),
    ("Rain gardens in Carver Road", 780_000, "Beds that drink what the gutters cannot."),
)
PLAY: Rows = (
    ("A pump track", 1_100_000, "Waves for wheels, from three years up."),
    ("A tower to climb", 650_000, "Ropes and a slide behind the library."),
    ("Chess tables in the shade", 160_000, "Four of them, with seats."),
)
RANKED = ((1, 3), (4, 1, 2), (3, 1), (1, 2, 3), (2,), (4, 3, 1), (1,), (3, 4))
SHARED = (
    ((1, "6"), (2, "4"), (4, "10")),
    ((3, "10"), (6, "5"), (5, "5")),
    ((1, "10"), (5, "10")),
    ((2, "3"), (3, "7"), (4, "4"), (6, "6")),
    ((5, "10"),),
)
# What stands on the slips of two boxes, as clerks type it.
HARBOUR_SLIPS = ("1*6 2*4 5*10", "3*10", "1*5 3*5 6*10", "b", "2*10 4*10")
MILLFIELDS_SLIPS = ("1*10 4*5 5*5", "2*6 3*4", "6*10", "1*7 2*7 4*10")
VOTERS, CARDS = 48, 12


def seed_small_rounds(cast: Cast, places: Places) -> Papers:
    """What of them lies on the desk. Of the paper, one box is settled and one waits for its second person."""
    hall, codes = _ranked_round_with_pupils(cast)
    corners, waiting = _points_round_on_paper(cast, places)
    return Papers(
        voting=str(hall),
        voting_address=reverse("vote_by_code", args=[hall.process.slug]),
        codes=codes,
        entering=str(corners),
        desk_address=reverse("rounds:paper", args=[corners.pk]),
        place=waiting.place,
        version=form_of_area(corners, None).version,
        slips=list(MILLFIELDS_SLIPS),
    )


def _ranked_round_with_pupils(cast: Cast) -> tuple[Round, list[str]]:
    officer, money = cast.staff("carol"), (("Ferry hall", 40_000_000), ("Yard", 500_000))
    pots = [(filled_pot(cast, name, amount), amount) for name, amount in money]
    round = create_round(
        actor=officer,
        template="few_big_projects",
        title="The old ferry hall",
        slug="ferry-hall",
        purpose="Put in order what the old ferry hall should become.",
        pots=pots,
        ballot_start=at_hour(-3, 9),
        ballot_end=at_hour(11, 18),
        published=True,
        proposers="resident",
        propose_age_from=12,
    )
    hall, yard = round.pots.order_by("pk")
    _list(officer, hall, HALL)
    _list(officer, yard, YARD)
    pupils = declare_electorate(
        actor=officer, round=round, name="Pupils of Millfields School", way="code", pots=[yard]
    )
    round = open_in_time(round, cast)
    _vote(round, cast, RANKED)
    _batch, codes = make_batch(actor=officer, round=round, label="Class 6b", size=CARDS, electorate=pupils)
    return round, codes


def _points_round_on_paper(cast: Cast, places: Places) -> tuple[Round, PaperBox]:
    """Its vote ended yesterday; for a moment it is put around the present, since nobody votes in the past."""
    officer, start, end = cast.staff("carol"), at_hour(-15, 9), at_hour(-1, 18)
    themes = (("Green corners", "climate", 2_000_000), ("Room to play", "play", 1_800_000))
    pots = [
        (filled_pot(cast, name, money, theme=places.categories[theme]), money)
        for name, theme, money in themes
    ]
    round = create_round(
        actor=officer,
        template="themes",
        title="Green corners and room to play",
        slug="green-corners",
        purpose="Share out your points among small things for shade and for play.",
        pots=pots,
        ballot_start=start,
        ballot_end=end,
        published=True,
    )
    for share, rows in zip(
        round.pots.select_related("pot__category").order_by("pk"), (GREEN, PLAY), strict=True
    ):
        _list(officer, share, rows)
    round = open_in_time(round, cast)
    _vote(round, cast, SHARED)
    desk, slips = cast.staff("idris"), (HARBOUR_SLIPS, MILLFIELDS_SLIPS)
    for number in range(VOTERS, VOTERS + sum(map(len, slips))):
        give_paper_ballot(actor=desk, round=round, identity=cast.identities[number])
    Phase.objects.filter(pk=round.phase_id).update(start=start, end=end)
    return round, _half_entered(Round.objects.get(pk=round.pk), cast)


def _half_entered(round: Round, cast: Cast) -> PaperBox:
    carol, dilys = cast.staff("carol"), cast.staff("dilys")
    for place, slips, people in (
        ("Custom House", HARBOUR_SLIPS, (carol, dilys)),
        ("Millfields Primary School", MILLFIELDS_SLIPS, (dilys,)),
    ):
        box = open_paper_box(actor=dilys, round=round, place=place, area_id=None, found=len(slips))
        for person in people:
            _enter(box, person, slips)
    return box


def _enter(box: PaperBox, person: User, slips: Sequence[str]) -> None:
    entry = begin_entry(actor=person, box=box, version=form_of_area(box.round, None).version)
    for number, text in enumerate(slips, start=1):
        enter_slip(actor=person, entry=entry, number=number, text=text)
    finish_entry(actor=person, entry=entry)


def _list(officer: User, share, rows: Rows) -> None:
    for title, cost, summary in rows:
        add_project(
            actor=officer,
            round=share.round,
            round_pot=share,
            title=title,
            cost=cost,
            summary=summary,
            category=share.pot.category,
        )


def _vote(round: Round, cast: Cast, ballots: Sequence[Sequence[Choice]]) -> None:
    """The town's first residents, each with the next of these ballots."""
    now = database_now()
    for number in range(VOTERS):
        cast_ballot(
            round=round,
            identity=cast.identities[number],
            choices=ballots[number % len(ballots)],
            channel="online",
            key=f"demo {number}",
            arrived_at=now,
        )
