"""Who may open which screen of the back office, and who may change what."""

import pytest

from budgeting.models import Pot, Round
from participation.models import Area, Category, Process
from tests.factories.people import ward
from tests.factories.rounds import PotFactory, RoundFactory
from tests.factories.talk import ProcessFactory, category

pytestmark = pytest.mark.django_db

LISTS = ("processes", "rounds", "pots", "areas", "categories")
EVERYONE = {"alice", "charlie", "bob", "carol", "fiona", "audrey"}
# Screens that only look, and who may look.
LOOKS = {
    **{f"/admin/{name}/": {"carol", "fiona", "audrey"} for name in LISTS},
    "/admin/proposals/": {"bob", "carol", "fiona", "audrey"},
    "/admin/audit-log/": {"carol", "audrey"},
    "/admin/roles/": {"carol"},
}
CHANGES = [f"/admin/{name}/new/" for name in LISTS]


def opens(client, address: str) -> bool:
    return client.get(address).status_code == 200


@pytest.mark.parametrize("address", LOOKS)
@pytest.mark.parametrize("name", sorted(EVERYONE))
def test_list_opens_for_those_who_may_look_alone(name, address, request, log_in):
    assert opens(log_in(request.getfixturevalue(name)), address) is (name in LOOKS[address])


@pytest.mark.parametrize("address", CHANGES)
@pytest.mark.parametrize("name", sorted(EVERYONE))
def test_new_things_are_made_by_officers_alone(name, address, request, log_in):
    client = log_in(request.getfixturevalue(name))
    assert opens(client, address) is (name == "carol")
    assert client.post(address, {}).status_code == (200 if name == "carol" else 302)


@pytest.mark.parametrize("name", sorted(EVERYONE - {"carol"}))
def test_nobody_else_writes_whatever_they_send(name, request, log_in):
    client = log_in(request.getfixturevalue(name))
    area, theme, process = ward("Northgate"), category(), ProcessFactory()
    round = RoundFactory()
    client.post("/admin/areas/new/", {"name": "X", "slug": "x", "kind": "ward"})
    client.post(f"/admin/areas/edit/{area.pk}/", {"name": "X", "slug": "x", "kind": "ward"})
    client.post(f"/admin/areas/delete/{area.pk}/")
    client.post("/admin/categories/new/", {"name": "X", "slug": "x"})
    client.post(f"/admin/categories/delete/{theme.pk}/")
    client.post("/admin/pots/new/", {"name": "X", "amount": "10"})
    client.post(f"/admin/processes/edit/{process.pk}/", {"title": "X", "purpose": "X"})
    for act in ("open", "extend", "seal", "count", "publish", "certify", "correct"):
        assert client.post(f"/admin/rounds/{round.pk}/do/{act}/", {"reason": "x"}).status_code == 302
    client.post(f"/admin/rounds/{round.pk}/projects/new/", {"title": "X", "cost": "10"})
    client.post(f"/admin/rounds/{round.pk}/projects/1/remove/", {"reason": "x"})
    assert Area.objects.filter(name="Northgate").exists()
    assert not Area.objects.filter(name="X").exists()
    assert Category.objects.filter(pk=theme.pk).exists()
    assert not Pot.objects.filter(name="X").exists()
    assert Process.objects.get(pk=process.pk).title != "X"
    fresh = Round.objects.get(pk=round.pk)
    assert fresh.opened_at is None
    assert fresh.projects.count() == 3


def test_officer_without_second_factor_is_sent_away(carol, log_in):
    answer = log_in(carol, second_factor=False).get("/admin/rounds/")
    assert answer.status_code == 302
    assert "second-factor" in answer["Location"]


@pytest.mark.parametrize("name", ["fiona", "audrey"])
def test_finance_and_auditor_see_a_round_without_its_buttons(name, request, log_in):
    round = RoundFactory()
    shown = log_in(request.getfixturevalue(name)).get(f"/admin/rounds/{round.pk}/").content
    assert b"Project 1" in shown
    for words in (b"Open the round", b"Take proposals in", b"Take off"):
        assert words not in shown


@pytest.mark.parametrize("name", LISTS)
def test_list_takes_the_same_queries_for_one_and_thirty(name, carol, log_in, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make = {
        "processes": lambda number: ProcessFactory(),
        "rounds": lambda number: RoundFactory(projects=1),
        "pots": lambda number: PotFactory(),
        "areas": lambda number: ward(f"Ward {number}"),
        "categories": lambda number: category(f"Theme {number}"),
    }[name]
    client = log_in(carol)
    make(0)
    client.get(f"/admin/{name}/")
    with CaptureQueriesContext(connection) as one:
        client.get(f"/admin/{name}/")
    for number in range(1, 30):
        make(number)
    with CaptureQueriesContext(connection) as thirty:
        client.get(f"/admin/{name}/")
    assert len(thirty) == len(one)
