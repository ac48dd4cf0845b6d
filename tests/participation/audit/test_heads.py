"""The head of the log is public: a page, and one file a day that is never written twice."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participation.audit.actions import record
from participation.audit.due import run_due

pytestmark = pytest.mark.django_db


def test_daily_head_is_written_once(settings):
    first = record(verb="first")
    assert run_due()
    record(verb="second")

    assert run_due() == ""

    (file,) = settings.AUDIT_HEADS_DIR.iterdir()
    head = json.loads(file.read_text())
    assert (head["sequence"], head["hash"]) == (1, first.hash)


def test_page_shows_head_and_days_to_everyone(settings):
    event = record(verb="first")
    run_due()

    page = Client().get(reverse("audit_heads"))

    assert event.hash in page.content.decode()
    (day,) = page.context["days"]
    file = Client().get(reverse("audit_head_file", args=[day.file_name]))
    assert json.loads(b"".join(file.streaming_content))["hash"] == event.hash


def test_page_of_an_empty_log_opens():
    assert Client().get(reverse("audit_heads")).status_code == 200


@pytest.mark.parametrize("name", ["2020-01-01.json", "..", "secret_key", "2020-01-01.json.bak"])
def test_other_files_are_not_served(name, settings):
    (settings.AUDIT_HEADS_DIR / "secret_key").write_text("x")

    assert Client().get(f"/audit/{name}").status_code == 404


def test_page_reads_the_database_as_often_for_one_day_as_for_thirty(settings):
    client = Client()
    counts = []
    for days in (1, 30):
        for day in range(1, days + 1):
            text = json.dumps({"sequence": day, "hash": "0" * 64})
            (settings.AUDIT_HEADS_DIR / f"2026-10-{day:02}.json").write_text(text)
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get(reverse("audit_heads")).context["days"]) == days
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 5
