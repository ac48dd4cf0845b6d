"""The open data and downloads are counted by connection, in the one table that all processes share."""

import pytest
from django.test import Client

from participation.accounts.privacy.exporting import remove_export
from participation.limits import table
from participation.models import DataExport
from tests.factories.polls import PollFactory
from tests.participation.limits.pace import period_passes, person, used_up

pytestmark = pytest.mark.django_db
HERE = "network:127.0.0.1"
DOWNLOADS = (
    "/moderation/numbers.csv",
    "/audit/2026-11-30.json",
    "/rounds/quay/result/1/all.zip",
    "/proposals/1/documents/1/",
    "/proposals/list.csv",
)


def test_question_too_many_to_the_open_data_is_answered_in_json(client):
    PollFactory(question="Shall we?")
    used_up(table.OPEN_DATA, HERE, left=1)
    assert client.get("/api/polls").status_code == 200
    answer = client.get("/api/polls")
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60
    assert answer["Cache-Control"] == "no-store"
    assert "300 questions to the open data in a minute" in answer.json()["detail"]
    assert b"Shall we?" not in answer.content
    period_passes(table.OPEN_DATA)
    assert client.get("/api/polls").status_code == 200


@pytest.mark.parametrize("address", ["/api/processes", "/api/proposals", "/api/rounds", "/api/results"])
def test_each_address_of_the_open_data_is_counted(client, address):
    used_up(table.OPEN_DATA, HERE)
    assert client.get(address).status_code == 429


def test_guide_to_the_open_data_stays_open(client):
    used_up(table.OPEN_DATA, HERE)
    assert client.get("/api/").status_code == 200


@pytest.mark.parametrize("address", DOWNLOADS)
def test_download_too_many_says_how_long_to_wait(client, address):
    used_up(table.DOWNLOADS, HERE)
    answer = client.get(address)
    assert answer.status_code == 429
    assert answer["Retry-After"]
    assert "60 downloads in a minute" in answer.content.decode()
    period_passes(table.DOWNLOADS)
    assert client.get(address).status_code in (200, 404)


def test_forged_header_changes_nothing(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    used_up(table.OPEN_DATA, HERE)
    used_up(table.DOWNLOADS, HERE)
    stranger = Client(headers={"x-forwarded-for": "198.51.100.9"})
    assert stranger.get("/api/polls").status_code == 429
    assert stranger.get("/proposals/list.csv").status_code == 429
    assert Client(REMOTE_ADDR="198.51.100.9").get("/api/polls").status_code == 200


def test_own_copy_too_many_is_refused_until_the_day_is_over(alice, log_in):
    me = log_in(alice)
    used_up(table.COPIES, person(alice), left=1)
    assert me.post("/me/data/").status_code == 302
    assert me.post("/me/data/").status_code == 302  # the same copy
    remove_export(user=alice)
    refused = me.post("/me/data/")
    assert refused.status_code == 429
    assert "5 copies of your data in a day" in refused.content.decode()
    assert not DataExport.objects.exists()
    used_up(table.DOWNLOADS, HERE)
    assert me.get("/me/data/file/").status_code == 429
