"""What home and the live blocks show of the town's work."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from budgeting.models import DeliveryUpdate
from budgeting.results.actions import count_round, publish_result
from tests.factories.pages import standard
from tests.factories.polls import PollFactory
from tests.factories.rounds import RoundFactory, cast, ended, move, open_round, sealed
from tests.factories.talk import PhaseFactory, ProcessFactory, ProposalFactory, SupportFactory

pytestmark = pytest.mark.django_db


def home(client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def block(client, kind: str, value: dict) -> str:
    page = standard(slug=f"with-{kind}", body=[{"type": kind, "value": value}])
    return client.get(page.url).content.decode()


def test_home_leads_with_the_vote_that_shares_most(client):
    ProcessFactory(title="Ideas for the quay")
    open_round(process__title="Town vote")
    shown = home(client)
    assert shown.index("Town vote") < shown.index("Ideas for the quay")
    assert "Vote on 3 projects" in shown
    assert "£500" in shown
    assert "Propose or support an idea" in shown
    assert shown.count("decision--lead") == 1


def test_home_leaves_out_what_is_over_planned_or_unpublished(client):
    ended(open_round(process__title="Over"))
    RoundFactory(process__title="Not opened")
    move(open_round(process__title="Still to come"), start=timedelta(days=1), end=timedelta(days=2))
    PhaseFactory(process=ProcessFactory(title="Early", open=(), published_at=None))
    shown = home(client)
    assert "Nothing is open right now" in shown
    for title in ("Over", "Not opened", "Still to come", "Early"):
        assert f">{title}<" not in shown


def test_turnout_on_home_moves_in_steps_of_twenty(client):
    round = open_round()
    cast(round, [1])
    assert f'data-live="round:{round.pk} turnout">0<' in home(client)


def test_turnout_that_is_not_declared_is_not_shown(client):
    round = open_round(show_turnout=False)
    assert f'data-live="round:{round.pk}' not in home(client)


def test_result_stands_on_home_once_published(client, carol, dave):
    round = open_round(rule="greedy_votes")
    cast(round, [1, 2])
    result = count_round(actor=carol, round=sealed(round, carol, dave))
    assert "projects share" not in home(client)
    publish_result(actor=carol, result=result)
    assert "2 of 3 projects share £500; 1 person voted" in home(client)
    assert "2 of 3 projects share" in block(client, "result", {"round": round.pk})


def test_home_shows_what_was_built_with_its_picture(client):
    project = open_round().projects.get(number=1)
    picture = ContentFile(b"not looked into", name="bench.webp")
    made = DeliveryUpdate(
        project=project, happened_on=date(2026, 11, 1), stage="done", text="The bench stands."
    )
    made.picture_alt = "A bench by the water"
    made.picture.save("bench.webp", picture)
    shown = home(client)
    assert "The bench stands." in shown
    assert 'alt="A bench by the water"' in shown


def test_home_takes_the_same_queries_for_one_and_ten_of_everything(client):
    counts = []
    for more in (1, 9):
        for _number in range(more):
            open_round()
            ProcessFactory()
        client.get("/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/")
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 15


def test_home_asks_a_visitor_for_eight_while_the_surroundings_are_remembered(
    client, settings, django_assert_max_num_queries
):
    settings.CHROME_SECONDS = 60
    open_round()
    PollFactory()
    client.get("/")
    with django_assert_max_num_queries(8):
        client.get("/")


def test_change_of_the_site_shows_at_once_though_remembered(
    client, settings, django_capture_on_commit_callbacks
):
    settings.CHROME_SECONDS = 60
    client.get("/")
    site = Site.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        site.root_page = standard(slug="elsewhere", title="Another first page")
        site.save()
    assert "Another first page" in home(client)


def test_round_block_shows_time_left_and_turnout_while_open(client):
    round = open_round()
    shown = block(client, "round", {"round": round.pk})
    assert "data-countdown" in shown
    assert f'data-live="round:{round.pk} turnout"' in shown
    ended(round)
    assert "This vote is not open" in client.get("/with-round/").content.decode()


def test_process_block_hides_an_unpublished_process(client):
    process = ProcessFactory(title="Early bird", published_at=None)
    assert "Early bird" not in block(client, "process", {"process": process.pk})


def test_proposals_block_orders_and_limits(client):
    quiet = ProposalFactory(title="Quiet idea")
    SupportFactory(proposal=ProposalFactory(process=quiet.process, title="Loved idea"))
    ProposalFactory(title="Elsewhere")
    value = {"heading": "Ideas", "process": quiet.process_id, "order": "supported", "count": 1}
    shown = block(client, "proposals", value)
    assert "Loved idea" in shown
    assert "Quiet idea" not in shown
    assert "Elsewhere" not in shown


@pytest.mark.parametrize(
    ("title", "shown"), [("Folkmoot", "Folkmoot"), ("Tom's town", "Tom&#x27;s town · Folkmoot")]
)
def test_home_names_the_site_once_in_its_title(client, title, shown):
    Page.objects.filter(pk=Site.objects.get(is_default_site=True).root_page_id).update(title=title)
    assert f"<title>{shown}</title>" in home(client)
