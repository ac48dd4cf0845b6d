"""Who may do what, and when: each action, tried by each person in each phase, over the real addresses.

`matrix.txt` beside this file says what must work: for whom an action changes something, in which phase of a
process. For everybody else it must change nothing. That no address is left out is in `test_every_address.py`.
"""

import pytest
from django.test import Client

from tests.abuse.acts import ACTIONS
from tests.abuse.test_addresses import ours
from tests.abuse.trying import ANY, PHASES, declared, tried, who_can
from tests.abuse.world import people_of_town, world
from tests.cms.backoffice.test_doors import example

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _texts_go_out(settings, tmp_path):
    """The town sends codes by text message, on the embedded site and on any other."""
    settings.SMS_GATEWAY = "participation.accounts.sms.FileGateway"
    settings.SMS_FILE_PATH = tmp_path / "sms"


@pytest.fixture(autouse=True)
def _cards_are_taken(settings):
    """By a service that never answers: what is begun is kept nevertheless."""
    settings.GOVUK_PAY_API_KEY = settings.GOVUK_PAY_WEBHOOK_SECRET = "for tests"
    settings.GOVUK_PAY_URL = "http://127.0.0.1:1"


@pytest.fixture
def people(request, alice):
    return people_of_town(request, alice.identity.area)


@pytest.fixture
def clients(people, log_in):
    return {"visitor": Client()} | {name: log_in(person) for name, person in people.items()}


def expected(phase: str) -> dict[str, list[str]]:
    """What is declared of this phase; what is declared of any is tried in one."""
    of = {phase, "any"} if phase == ANY else {phase}
    return {action: names for (action, here), names in declared().items() if here in of}


@pytest.mark.parametrize("phase", PHASES)
def test_actions_are_open_to_those_alone_who_are_declared(phase, people, clients):
    here, wanted = world(phase, people), expected(phase)
    seen = {action: sorted(who_can(ACTIONS[action], here, clients)) for action in wanted}
    assert seen == wanted


def test_every_action_is_declared_for_every_phase():
    whole = {(action, phase) for action in ACTIONS for phase in PHASES}
    of_any = {(action, phase) for action, here in declared() if here == "any" for phase in PHASES}
    assert set(declared()) - {(action, "any") for action in ACTIONS} | of_any == whole


def test_looking_changes_nothing_whoever_looks(people, clients):
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
