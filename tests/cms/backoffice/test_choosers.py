"""Editors pick what live blocks show: published things, by title."""

import pytest

from tests.factories.rounds import RoundFactory
from tests.factories.talk import ProcessFactory

pytestmark = pytest.mark.django_db
AJAX = {"X-Requested-With": "XMLHttpRequest"}


def listed(client, chooser: str) -> str:
    answer = client.get(f"/admin/{chooser}/", headers=AJAX)
    assert answer.status_code == 200
    return answer.json()["html"]


def test_published_processes_are_offered(carol, log_in):
    ProcessFactory(title="Ideas for the quay")
    ProcessFactory(title="Still secret", published_at=None)
    shown = listed(log_in(carol), "process_chooser")
    assert "Ideas for the quay" in shown
    assert "Still secret" not in shown


def test_published_rounds_are_offered(carol, log_in):
    RoundFactory(process__title="Town vote")
    RoundFactory(process__title="Still secret", process__published_at=None)
    shown = listed(log_in(carol), "round_chooser")
    assert "Town vote" in shown
    assert "Still secret" not in shown


def test_campaigns_are_offered(carol, log_in):
    assert "Choose a campaign" in listed(log_in(carol), "campaign_chooser")


@pytest.mark.parametrize(
    "chooser", ["process_chooser", "poll_chooser", "images/chooser", "documents/chooser"]
)
def test_keys_that_are_no_numbers_are_not_found(chooser, carol, log_in):
    client = log_in(carol)
    for key in ("chosen/x/", "chosen-multiple/?id=x", "chosen/9223372036854775808/"):
        assert client.get(f"/admin/{chooser}/{key}", headers=AJAX).status_code == 404


@pytest.mark.parametrize("name", ["alice", "charlie"])
@pytest.mark.parametrize("chooser", ["process_chooser", "round_chooser", "campaign_chooser"])
def test_residents_find_no_chooser(name, chooser, request, log_in):
    client = log_in(request.getfixturevalue(name))
    assert client.get(f"/admin/{chooser}/", headers=AJAX).status_code in (302, 403)
