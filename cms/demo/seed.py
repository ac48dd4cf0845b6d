"""Fills an empty site with the demo town, in the order in which a town comes to be."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import transaction

from cms.demo import opinions, words
from cms.demo.desk import marker
from cms.demo.papers import lay_out
from cms.demo.seeding.building import build_projects, settle_money
from cms.demo.seeding.campaigns import seed_campaigns
from cms.demo.seeding.checks import seed_checks
from cms.demo.seeding.debates import seed_debates
from cms.demo.seeding.moderation import seed_moderation
from cms.demo.seeding.notices import seed_notices
from cms.demo.seeding.pages import seed_pages
from cms.demo.seeding.people import Cast, put_someone_forward, seed_people
from cms.demo.seeding.places import Places, seed_places
from cms.demo.seeding.polls import seed_polls
from cms.demo.seeding.processes import seed_ideas_process
from cms.demo.seeding.rounds import (
    fill_box,
    finish,
    list_projects,
    open_in_time,
    plan_round,
)
from cms.demo.seeding.small_rounds import seed_small_rounds
from cms.demo.seeding.stories import seed_stories
from cms.demo.seeding.talk import seed_comments, seed_helpful_votes, seed_proposals, seed_supports
from participation.models import User

PICTURES = "town"


def is_empty() -> bool:
    return not User.objects.exists()


def start_drawing() -> subprocess.Popen:
    """Draws the town's pictures in a process of its own, while this one prepares the database."""
    folder = Path(settings.MEDIA_ROOT) / PICTURES
    command = [sys.executable, "-m", "cms.demo.draw_all", folder]
    return subprocess.Popen(command, cwd=settings.BASE_DIR)  # noqa: S603 (our own module, our own folder)


def seed_town(*, drawing: subprocess.Popen, tell: Callable[[str], None]) -> None:
    """Writes the whole town in one transaction: a demo that was interrupted starts again from nothing."""
    tell("Moving in: wards, residents and the council's staff")
    with transaction.atomic():
        places = seed_places()
        cast = seed_people(places)
        put_someone_forward(cast)
        _seed_talk_and_money(places, cast, drawing, tell)
    marker().touch()


def _seed_talk_and_money(places: Places, cast: Cast, drawing, tell: Callable[[str], None]) -> None:
    written = opinions.authors(words.proposals(), cast.residents[: opinions.PEOPLE])
    tell("Writing proposals")
    ideas = seed_ideas_process(words.ideas_process(), cast)
    proposals = seed_proposals(ideas, words.ideas(), written, cast, places)
    rounds = {}
    for wording, wordings in (
        (words.round_two(), words.round_two_projects()),
        (words.round_three(), words.round_three_projects()),
    ):
        tell(f"Voting in {wording.title}")
        round = plan_round(wording, cast, places)
        own = seed_proposals(round.process, wordings, written, cast, places)
        projects = list_projects(round, wording, wordings, own, cast)
        round = open_in_time(round, cast)
        fill_box(round, wording, wordings, projects, cast)
        proposals |= own
        rounds[wording.slug] = (round, wording, wordings, projects)
    tell("Counting last year's round")
    built, wording, wordings, projects = rounds["round-two"]
    finish(built, wording, cast)
    build_projects(projects, wordings, cast)
    settle_money(projects, cast)
    tell("Pledging, supporting and talking")
    campaigns = seed_campaigns(cast, places)
    seed_supports(proposals, written, cast)
    seed_comments({slug: thing.thread for slug, thing in (proposals | campaigns).items()}, written, cast)
    tell("Asking the town")
    polls = seed_polls(ideas, cast)
    seed_stories(proposals, ideas, cast, places)
    lay_out(seed_small_rounds(cast, places))
    seed_checks(proposals["quay-water-taps"], proposals["cliff-walk-rest-points"], cast)
    seed_notices(ideas, proposals, cast, places)
    debates = seed_debates(ideas, cast)
    seed_helpful_votes(cast)
    owners = proposals | debates
    seed_moderation({slug: thing.thread for slug, thing in owners.items()}, polls, cast)
    tell("Hanging the pictures")
    if drawing.wait() != 0:
        raise RuntimeError("The pictures could not be drawn.")
    seed_pages(
        pictures=Path(settings.MEDIA_ROOT) / PICTURES,
        ideas=ideas,
        voting=rounds["round-three"][0],
        built=built,
    )
