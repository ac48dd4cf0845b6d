"""Ways through the council's back office, by keyboard."""

import re
import secrets
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from budgeting.models import Result, Round
from participation.clock import database_now
from participation.models import Phase, User
from tests.journeys.people import Person


def open_screen(person: Person, *menu: str) -> None:
    """Through the menu at the side: its groups are buttons, its screens are links."""
    person.go("/admin/")
    side = person.page.get_by_role("navigation").first
    for group in menu[:-1]:
        person.keys.press("button", group, within=side)
    person.keys.follow("link", menu[-1], within=side)


def do(person: Person, round: Round, act: str) -> None:
    """An act on the desk of a round: said, confirmed, done."""
    person.go(f"/admin/rounds/{round.pk}/")
    main = person.page.get_by_role("main")
    person.keys.follow("link", act, within=main)
    person.keys.follow("button", act, within=main)


def counted(person: Person) -> None:
    """The worker counts while the desk is open; the page says when it ended, without being loaded again."""
    ended = person.page.get_by_role("link", name=re.compile("The count has ended|Publish the result"))
    expect(ended.or_(person.page.get_by_text("Nothing was kept")).first).to_be_visible(timeout=60_000)
    # All pots are counted a moment before the result is kept.
    working = person.page.get_by_text("Nobody: the worker counts.")
    for _look in range(100):
        person.page.reload()
        if not working.count():
            return
    raise AssertionError("the worker counts without an end")


def in_days(days: int) -> str:
    """As an officer types it into a field of date and time."""
    return f"{datetime.now() + timedelta(days=days):%Y-%m-%d} 09:00"


def write_moment(person: Person, label: str, moment: str) -> None:
    """Into a browser's own field of day and time; "" empties it."""
    person.page.get_by_label(label).fill(moment.replace(" ", "T"))


def voting_began(round: Round) -> None:
    """Days go by: the vote that was announced has begun."""
    Phase.objects.filter(pk=round.phase_id).update(start=database_now() - timedelta(hours=1))


def voting_ended(round: Round) -> None:
    """Days go by: the clock has ended the vote, more than the minute ago that sealing waits for."""
    now = database_now()
    Phase.objects.filter(pk=round.phase_id).update(
        start=now - timedelta(days=9), end=now - timedelta(minutes=2)
    )


def objections_ended(round: Round) -> None:
    Result.objects.filter(round=round).update(objections_end=database_now() - timedelta(minutes=1))


def new_officer() -> str:
    """The address of someone whom the council has just made an officer: no second factor yet."""
    address = f"{secrets.token_hex(4)}@quernmouth.example"
    user = User.objects.create_user(address, display_name="New Officer")
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    user.groups.add(Group.objects.get(name="officer"))
    return address
