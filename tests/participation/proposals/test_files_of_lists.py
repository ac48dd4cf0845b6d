"""The list of proposals as a file: the filters of the list, everything in it, and no formulas."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participation.plain_cell import plain_cell
from tests.factories.people import UserFactory, ward
from tests.factories.talk import CommentFactory, ProcessFactory, ProposalFactory

pytestmark = pytest.mark.django_db


def rows_of(client, address):
    answer = client.get(address)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_list_leads_to_a_file_with_the_same_filters(client):
    process, north = ProcessFactory(), ward("Northgate")
    for title in ("A bench", "Two benches"):
        ProposalFactory(process=process, area=north, title=title)
    ProposalFactory(process=process, title="A bench elsewhere")
    ProposalFactory(process=process, area=north, title="A bench hidden", hidden_at="2026-01-01T00:00Z")
    here = reverse("proposal_list", args=[process.slug])
    shown = client.get(here, {"area": "northgate", "q": "bench", "page": "7", "view": "table"})
    address = shown.context["file"]
    assert address == f"{here}list.csv?area=northgate&q=bench"
    assert f'href="{address.replace("&", "&amp;")}"' in shown.content.decode()
    assert [row["title"] for row in rows_of(client, address)] == ["Two benches", "A bench"]


def test_file_holds_all_pages_and_what_the_list_shows(client):
    process = ProcessFactory()
    first = ProposalFactory(process=process, title="First", rough_cost=123_450, place="Quay")
    CommentFactory.create_batch(2, thread=first.thread)
    ProposalFactory.create_batch(20, process=process)
    rows = rows_of(client, reverse("proposal_file_all"))
    assert len(rows) == 21
    row = rows[-1]
    assert [row["title"], row["rough cost"]] == ["First", "£1,234.50"]
    assert [row["comments"], row["where"]] == ["2", "Quay"]
    assert row["address"].endswith(first.get_absolute_url())
    assert row["address"].startswith("http")


def test_words_never_become_a_formula(client):
    ProposalFactory(title="=1+1", what="@SUM(A1)\nmore", why="+1", place="-1", who_for='a,"b"')
    (row,) = rows_of(client, reverse("proposal_file_all"))
    assert (row["title"], row["what should happen"], row["why it matters"], row["where"]) == (
        *("'=1+1", "'@SUM(A1)\nmore", "'+1", "'-1"),
    )
    assert row["who it is for"] == 'a,"b"'


@pytest.mark.parametrize("text", ["=A1", " =A1", "\t=A1", "\r=A1", "\n=A1", "＝A1", "@A1", "-2", "+2"])
def test_every_beginning_of_a_formula_is_told(text):
    assert plain_cell(text) == f"'{text}"


def test_file_names_no_author_and_nothing_unpublished(client):
    ProposalFactory(title="Secret", process__published_at=None)
    one = ProposalFactory(author=UserFactory(display_name="Zenobia"))
    (row,) = rows_of(client, reverse("proposal_file_all"))
    assert "Zenobia" not in str(row)
    assert row["title"] == one.title
    hidden = ProcessFactory(published_at=None)
    assert client.get(reverse("proposal_file", args=[hidden.slug])).status_code == 404


def test_file_asks_the_same_for_1_and_30(client):
    process = ProcessFactory()
    address = reverse("proposal_file", args=[process.slug])
    counts = []
    for more in (1, 29):
        for number in range(more):
            ProposalFactory(process=process, area=ward(f"Ward {number}"))
        with CaptureQueriesContext(connection) as captured:
            assert len(rows_of(client, address)) >= more
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 6
