"""Who may do what, and when: each action, tried by each person in each phase, over the real addresses.

`matrix.txt` beside this file says what must work: for whom an action changes something, in which phase of a
process. For everybody else it must change nothing.
"""

import re
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.test import Client

from participation.clock import database_now
from participation.models import CoAuthor, Phase
from participation.proposals.actions.editing import newest_number
from tests.abuse.test_addresses import ours
from tests.cms.backoffice.test_doors import example
from tests.factories.people import IdentityFactory
from tests.factories.polls import PollFactory, things
from tests.factories.talk import (
    CommentFactory,
    DebateFactory,
    PhaseFactory,
    ProcessFactory,
    ProposalFactory,
    SupportFactory,
)

pytestmark = pytest.mark.django_db

MATRIX = Path(__file__).with_name("matrix.txt")
PHASES = ("coming", "open", "review", "over")
FIXTURES = {
    "registered": "charlie",
    "facilitator": "bob",
    "officer": "carol",
    "finance": "fiona",
    "auditor": "audrey",
}
# Written whatever the answer is: sessions, counts of limits, Wagtail's settings of each member of staff.
ASIDE = ("session", "sharedlimit", "django_", "account_", "wagtailusers_")
WRITES = re.compile(r'(?:INSERT (?:OR IGNORE )?INTO|UPDATE|DELETE FROM) "?(\w+)"?')


def world(phase: str, people: dict) -> SimpleNamespace:
    """One thing of each kind in a process that stands in this phase; all is the author's."""
    process = ProcessFactory(open=())
    for kind in ("propose", "debate", "review"):
        open_now = (kind == "review") == (phase == "review")
        when = {"coming": {"coming": True}, "over": {"ended": True}}.get(
            phase, {} if open_now else {"ended": True}
        )
        PhaseFactory(process=process, kind=Phase.Kind(kind), **when)
    author = people["author"]
    proposal = ProposalFactory(process=process, author=author)
    CoAuthor.objects.create(proposal=proposal, person=people["co-author"], state=CoAuthor.State.ACCEPTED)
    liked = ProposalFactory(process=process, author=author)
    SupportFactory(proposal=liked, identity=people["resident"].identity)
    state = {"coming": {"coming": True}, "over": {"closed": True}}.get(phase, {})
    poll = PollFactory(process=process, **state)
    cards = PollFactory(process=process, kind="statements", takes_statements=True, **state)
    comment = CommentFactory(thread=proposal.thread, author=author)
    debate = DebateFactory(process=process, author=author)
    return SimpleNamespace(**locals())


ACTIONS = {
    "start a draft": lambda w: (f"/processes/{w.process.slug}/propose/save/", {"title": "A bench"}),
    "support": lambda w: (f"/proposals/{w.proposal.pk}/support/", {}),
    "take support back": lambda w: (f"/proposals/{w.liked.pk}/support/withdraw/", {}),
    "change a proposal": lambda w: (f"/proposals/{w.proposal.pk}/change/", changed(w.proposal)),
    "give a proposal up": lambda w: (f"/proposals/{w.proposal.pk}/give-up/", {"reason": "Built already."}),
    "ask a co-author": lambda w: (
        f"/proposals/{w.proposal.pk}/authors/",
        {"ask": "yes", "whom": w.people["registered"].email},
    ),
    "comment on a proposal": lambda w: (f"/threads/{w.proposal.thread_id}/comments/", WORDS),
    "reply": lambda w: (f"/threads/{w.proposal.thread_id}/comments/?parent={w.comment.pk}", WORDS),
    "say it helped": lambda w: (f"/comments/{w.comment.pk}/helpful/", {"helpful": "yes"}),
    "change a comment": lambda w: (f"/comments/{w.comment.pk}/edit/", {"text": "Otherwise."}),
    "take a comment back": lambda w: (f"/comments/{w.comment.pk}/remove/", {}),
    "report a comment": lambda w: (f"/report/comment/{w.comment.pk}/", {"reason": "abuse"}),
    "report a proposal": lambda w: (f"/report/proposal/{w.proposal.pk}/", {"reason": "abuse"}),
    "follow a proposal": lambda w: (f"/follow/proposal/{w.proposal.pk}/", {}),
    "start a debate": lambda w: (f"/processes/{w.process.slug}/debates/new/", DEBATE),
    "comment in a debate": lambda w: (f"/threads/{w.debate.thread_id}/comments/", WORDS),
    "slow a discussion": lambda w: (f"/threads/{w.proposal.thread_id}/mode/", slow()),
    "close a discussion": lambda w: (f"/threads/{w.proposal.thread_id}/close/", {"summary": "All was said."}),
    "vote in a poll": lambda w: (f"/polls/{w.poll.pk}/vote/", {"option": things(w.poll)[0].pk}),
    "comment on a poll": lambda w: (f"/threads/{w.poll.thread_id}/comments/", WORDS),
    "answer a statement": lambda w: (things(w.cards)[0].get_absolute_url(), {"answer": "agree"}),
    "add a statement": lambda w: (
        f"/polls/{w.cards.pk}/statements/",
        {"text": "More trees on every street."},
    ),
}
WORDS = {"stance": "for", "text": "Good for all of us."}
DEBATE = {"title": "What is the quay for?", "words": "Tell us."}


def changed(proposal) -> dict:
    return {
        "title": proposal.title,
        "what": "Three benches.",
        "why": proposal.why,
        "area": proposal.area_id,
        "category": proposal.category_id,
        "base": newest_number(proposal),
    }


def slow() -> dict:
    until = database_now() + timedelta(days=1)
    return {"mode": "slow", "slow_minutes": 5, "mode_until": f"{until:%Y-%m-%dT%H:%M}", "reason": "Loud."}


@pytest.fixture
def people(request, alice):
    def resident(name, **more):
        user = IdentityFactory(user__display_name=name, area=alice.identity.area).user
        for field, value in more.items():
            setattr(user, field, value)
        user.save()
        return user

    soon = database_now() + timedelta(days=1)
    return {
        **{name: request.getfixturevalue(fixture) for name, fixture in FIXTURES.items()},
        "resident": alice,
        "author": resident("Ann"),
        "co-author": resident("Cal"),
        "paused": resident("Pat", paused_until=soon, pause_reason="Insults."),
        "blocked": resident("Bo", blocked_at=database_now()),
    }


class Written:
    """Watches the connection: the tables of which rows were really written, but for those ASIDE."""

    def __init__(self):
        self.tables: set[str] = set()

    def __call__(self, execute, sql, *given):
        result, context = execute(sql, *given), given[-1]
        # Rows that an INSERT gives back are not counted before they are read.
        if (match := WRITES.match(sql)) and (context["cursor"].rowcount != 0 or "RETURNING" in sql):
            self.tables |= {name for name in match.groups() if not any(word in name for word in ASIDE)}
        return result


def tried(ask, *given) -> tuple[int, set[str]]:
    """The status of the answer, and what was written. Every try is undone."""
    written = Written()
    with transaction.atomic(), connection.execute_wrapper(written):
        status = ask(*given).status_code
        transaction.set_rollback(True)
    return status, written.tables


def who_can(act, clients) -> list[str]:
    """For whom the POST changes something."""
    address, data = act
    found = []
    for name, client in clients.items():
        status, tables = tried(client.post, address, data)
        assert status < 500
        if status < 400 and tables:
            found.append(name)
    return found


def declared() -> dict[tuple[str, str], list[str]]:
    """{(action, phase): people} of the file: a headed block for each action, a line for each phase."""
    found, action = {}, ""
    for line in MATRIX.read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            action = line.strip()
            continue
        phases, _colon, names = line.partition(":")
        for phase in phases.split():
            found[action, phase] = [] if names.strip() == "nobody" else names.split()
    return found


@pytest.mark.parametrize("phase", PHASES)
def test_actions_are_open_to_those_alone_who_are_declared(phase, people, log_in):
    clients = {"visitor": Client()} | {name: log_in(person) for name, person in people.items()}
    here, seen = world(phase, people), {}
    for action, make in ACTIONS.items():
        seen[action] = who_can(make(here), clients)
    expected = {action: names for (action, of_phase), names in declared().items() if of_phase == phase}
    assert seen == expected


def test_looking_changes_nothing_whoever_looks(people, log_in):
    clients = {"visitor": Client()} | {name: log_in(person) for name, person in people.items()}
    for client in clients.values():
        client.raise_request_exception = False
    here = world("open", people)
    addresses = {make(here)[0] for make in ACTIONS.values()} | {example(pattern) for pattern in ours()}
    changed = {
        (name, address): tables
        for name in ("visitor", "author", "officer")
        for address in sorted(addresses)
        if (tables := tried(clients[name].get, address)[1])
    }
    assert changed == {}
