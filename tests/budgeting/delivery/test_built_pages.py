"""What everyone reads: the page of a funded project to share, the list with its sums, the auditors' file."""

import csv
import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgeting.delivery.actions import give_up_project, grant_money_request, post_delivery_update
from budgeting.models import Project
from participation.models import Process
from tests.factories.delivery import DeliveryUpdateFactory, certified_round, png
from tests.factories.rounds import open_round

pytestmark = pytest.mark.django_db


def address(project) -> str:
    return reverse("built_project", args=[project.round.process.slug, project.number])


def read(client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def swapped(carol, dave):
    """Project 4 won and is given up; project 1 has the best place that fits and steps in."""
    round = certified_round(funded=1, lost=3, winners=[4], reserve_rule="next_in_line")
    for officer in (carol, dave):
        give_up_project(
            actor=officer, project=round.projects.get(number=4), reason="The land slid into the river."
        )
    return round


def test_page_tells_other_sites_what_it_shows(client, carol, project, settings):
    settings.BASE_URL = "https://town.example"
    post_delivery_update(
        actor=carol,
        project=project,
        happened_on=DeliveryUpdateFactory.happened_on,
        stage="building",
        text="Dug.",
        spent=4_000,
        picture=SimpleUploadedFile("bench.png", png()),
        picture_alt="A bench",
    )
    shown = read(client, address(project))

    assert f'property="og:title" content="{project.title}"' in shown
    assert f'property="og:url" content="https://town.example{address(project)}"' in shown
    assert 'property="og:description" content="Being built. £40 of £100 spent. What would' in shown
    assert 'property="og:image" content="https://town.example/media/delivery/' in shown
    assert '<rect class="fill-brand" width="4000" height="1"/>' in shown
    assert "£40 of £100 is spent. £60 is left." in shown
    assert 'alt="A bench"' in shown


def test_page_without_pictures_still_offers_one_to_other_sites(client, project):
    assert "icons/apple-touch-icon" in read(client, address(project)).partition("og:image")[2][:200]


def test_overrun_shows_both_sums_and_the_reason(client, fiona, extra, project):
    assert "The council asks for £50 more. Finance decides" in read(client, address(project))

    grant_money_request(actor=fiona, request=extra)
    shown = read(client, address(project))

    assert "Steel is dearer." in shown
    assert "£50 more was approved" in shown
    assert "£0 of £150 is spent" in shown


def test_underspend_says_what_went_back(client, closed, project):
    assert "It cost £80 of its £100. £20 went back to the pot." in read(client, address(project))


def test_delay_needs_a_reason_and_shows_it(client, carol, project):
    words = {"stage": "building", "spent": 0, "text": "Dug."}
    DeliveryUpdateFactory(project=project, spent=0, finish_on="2027-03-01")
    sent = {"happened_on": date(2026, 11, 20), "finish_on": date(2027, 6, 1)}
    with pytest.raises(ValidationError, match="Say publicly why it takes longer") as error:
        post_delivery_update(actor=carol, project=project, **words, **sent)
    assert "delay_reason" in error.value.message_dict

    post_delivery_update(actor=carol, project=project, delay_reason="The ground is frozen.", **words, **sent)
    shown = read(client, address(project))
    assert "It should be finished by 1 June 2027." in shown
    assert "The ground is frozen." in shown


def test_given_up_and_stepped_in_projects_lead_to_each_other(client, swapped):
    given_up, heir = (swapped.projects.get(number=number) for number in (4, 1))
    for page in (given_up.get_absolute_url(), address(given_up)):
        shown = read(client, page)
        assert "This project won and cannot be built" in shown
        assert "The land slid into the river." in shown
        assert f'href="{heir.get_absolute_url()}"' in shown
    for page in (heir.get_absolute_url(), address(heir)):
        shown = read(client, page)
        assert "This project stepped in" in shown
        assert f'href="{given_up.get_absolute_url()}"' in shown


def test_result_page_says_what_happened_since_and_keeps_its_count(client, swapped):
    shown = read(client, reverse("result", args=[swapped.process.slug]))
    since = shown.partition('id="given-up"')[2].partition("</section>")[0]

    assert "The result stays as it was counted." in since
    assert "Project 4</a>” cannot be built." in since
    assert "Project 1</a>” was next in line" in since


def test_list_sums_up_what_was_given_spent_and_returned(client, closed, project):
    shown = read(client, reverse("built_list", args=[project.round.process.slug]))

    assert "1 of 2 funded projects are done." in shown
    sums = {
        "The vote gave": "£300",
        "Approved on top": "£0",
        "Spent so far": "£80",
        "Went back to pots": "£20",
    }
    for words, amount in sums.items():
        assert f"<dt>{words}</dt><dd>{amount}</dd>" in shown


def test_sums_count_money_once_when_a_project_steps_in(client, swapped):
    shown = read(client, reverse("built_list", args=[swapped.process.slug]))

    assert "1 cannot be built." in shown
    assert "<dt>The vote gave</dt><dd>£400</dd>" in shown
    assert "<dt>Went back to pots</dt><dd>£300</dd>" in shown


def test_round_without_a_certified_result_has_an_empty_list_and_no_pages(client):
    project = open_round().projects.get(number=1)
    assert "Nothing is built yet" in read(client, reverse("built_list", args=[project.round.process.slug]))
    assert client.get(address(project)).status_code == 404
    lost = certified_round(funded=1, lost=1).projects.get(number=2)
    assert client.get(address(lost)).status_code == 404


def test_round_that_is_not_public_shows_nothing(client, project):
    Process.objects.update(published_at=None)
    slug = project.round.process.slug
    pages = [address(project), *(reverse(name, args=[slug]) for name in ("built_list", "built_money"))]
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]


def rows(client, round) -> list[dict[str, str]]:
    answer = client.get(reverse("built_money", args=[round.process.slug]))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode().removeprefix("\ufeff"))))


def test_file_has_a_row_with_a_stable_reference_for_each_move_of_money(client, closed, project):
    slug = project.round.process.slug
    found = rows(client, project.round)

    key = f"project:{project.pk}:settle"
    assert [
        (row["reference"], row["to the project"], row["from the project"], row["transfer in the ledger"])
        for row in found
    ] == [
        (f"{slug}/1/vote", "100.00", "", f"round:{project.round_id}:certify"),
        (f"{slug}/1/paid", "", "80.00", key),
        (f"{slug}/1/returned", "", "20.00", key),
        (f"{slug}/2/vote", "200.00", "", f"round:{project.round_id}:certify"),
    ]
    assert rows(client, project.round) == found


def test_file_follows_the_money_to_the_next_in_line(client, swapped):
    found = [(row["number"], row["what"], row["to the project"]) for row in rows(client, swapped)]
    assert ("1", "stepped in", "100.00") in found
    assert ("4", "given by the vote", "400.00") in found


def test_file_holds_no_formulas(client, carol, fiona, extra, project):
    type(extra).objects.filter(pk=extra.pk).update(reason="=HYPERLINK(1)")
    extra.refresh_from_db()
    grant_money_request(actor=fiona, request=extra)

    reasons = [row["reason"] for row in rows(client, project.round) if row["what"] == "more money"]
    assert reasons == ["'=HYPERLINK(1)"]


def queries(client, where) -> int:
    client.get(where)
    with CaptureQueriesContext(connection) as captured:
        client.get(where)
    return len(captured)


def test_list_and_file_take_the_same_queries_for_one_and_thirty_projects(client):
    few, many = certified_round(funded=1, lost=0), certified_round(funded=30, lost=0)
    for name in ("built_list", "built_money"):
        counts = [queries(client, reverse(name, args=[round.process.slug])) for round in (few, many)]
        assert counts[0] == counts[1]


def test_page_takes_the_same_queries_for_one_and_thirty_reports(client):
    round = certified_round()
    first, second = Project.objects.filter(round=round, number__lte=2)
    DeliveryUpdateFactory(project=first)
    DeliveryUpdateFactory.create_batch(30, project=second)
    assert queries(client, address(first)) == queries(client, address(second))
