"""What machines and robots find, and what the back office keeps shut."""

import logging
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

pytestmark = pytest.mark.django_db


def test_healthz_is_well(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["ok"] is True
    assert set(answer.json()) == {"ok", "database", "live", "tasks"}
    assert "no-store" in answer["Cache-Control"]


def test_healthz_tells_of_a_worker_that_stopped(client):
    waiting = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="x.y", queue_name="default", backend_name="default"
    )
    DBTaskResult.objects.filter(pk=waiting.pk).update(enqueued_at=timezone.now() - timedelta(hours=1))
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["tasks"]["ok"] is False
    assert answer.json()["tasks"]["age"] >= 3599


def test_healthz_tells_of_a_dead_database_and_nothing_else(client, caplog):
    def dead(execute, sql, params, many, context):
        raise OperationalError("could not connect to db.internal with password swordfish")

    with caplog.at_level(logging.CRITICAL), connection.execute_wrapper(dead):
        answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["database"]["ok"] is False
    assert b"swordfish" not in answer.content


def test_security_txt_names_a_contact_and_an_expiry_to_come(client, settings):
    settings.SECURITY_CONTACT = "mailto:safe@quernmouth.example"
    lines = dict(
        line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines()
    )
    assert lines["Contact"] == "mailto:safe@quernmouth.example"
    expires = datetime.strptime(lines["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=90) < expires - timezone.now() < timedelta(days=365)


def test_robots_stay_out_of_the_back_office(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "/sitemap.xml" in text


def test_sitemap_lists_public_things_alone(client):
    from tests.factories.campaigns import CampaignFactory
    from tests.factories.pages import standard
    from tests.factories.talk import DebateFactory, ProposalFactory

    debates = DebateFactory(), DebateFactory(hidden_at=timezone.now())
    standard(slug="about")
    standard("Plans", slug="plans", live=False)
    shown, hidden = ProposalFactory(), ProposalFactory(hidden_at=timezone.now())
    tomorrow = timezone.now() + timedelta(days=1)
    running, prepared = CampaignFactory(), CampaignFactory(start=tomorrow, end=tomorrow + timedelta(days=9))
    text = client.get("/sitemap.xml").content.decode()
    assert "/about/" in text
    assert "/plans/" not in text
    assert shown.get_absolute_url() in text
    assert hidden.get_absolute_url() not in text
    assert running.get_absolute_url() in text
    assert prepared.get_absolute_url() not in text
    assert [each.get_absolute_url() in text for each in debates] == [True, False]


def test_sitemap_names_one_host(client):
    from tests.factories.pages import standard
    from tests.factories.talk import ProposalFactory

    standard(slug="about")
    ProposalFactory()
    text = client.get("/sitemap.xml", headers={"host": "127.0.0.1:8123"}).content.decode()
    hosts = set(re.findall(r"<loc>http://([^/]+)/", text))
    assert hosts == {"127.0.0.1:8123"}


@pytest.mark.parametrize("address", ["/", "/search/", "/api/", "/healthz", "/theme.css", "/nowhere/"])
def test_public_site_has_the_strict_policy(client, address):
    policy = client.get(address)["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy


def test_admin_alone_has_the_relaxed_policy(carol, log_in):
    client = log_in(carol)
    assert "'unsafe-inline'" in client.get("/admin/")["Content-Security-Policy"]
    assert "unsafe" not in client.get("/")["Content-Security-Policy"]


@pytest.mark.parametrize(
    "address",
    [
        "/admin/users/",
        "/admin/users/new/",
        "/admin/groups/",
        "/admin/groups/new/",
        "/admin/bulk/participation/user/delete/",
        "/admin/bulk/participation/user/assign_role/",
        "/admin/bulk/auth/group/delete/",
    ],
)
def test_wagtail_manages_no_people(carol, log_in, address):
    client = log_in(carol)
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/password_reset/"])
def test_wagtail_has_no_door_of_its_own(client, address):
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_account_screen_does_not_change_name_email_or_password(carol, log_in):
    client = log_in(carol)
    shown = client.get("/admin/account/")
    assert shown.status_code == 200
    for word in (b"password", b'type="email"', b"first_name"):
        assert word not in shown.content
    before = carol.email
    client.post("/admin/account/", {"name_email-email": "x@example.org", "name_email-first_name": "X"})
    carol.refresh_from_db()
    assert carol.email == before


def test_outsider_finds_no_back_office(charlie, alice, client, log_in):
    assert client.get("/admin/").status_code == 302
    for person in (charlie, alice):
        assert log_in(person).get("/admin/rounds/").status_code in (302, 403)
