"""The public report on moderation: counts by month, no names, and no small number told exactly."""

from datetime import timedelta

import pytest
from django.urls import reverse

from participation.models import Decision, Report
from participation.moderation.actions import decide, report
from participation.moderation.appeals import decide_appeal, make_appeal
from participation.moderation.figures import FEWEST
from tests.conftest import staff
from tests.factories.people import UserFactory
from tests.factories.talk import house_rule
from tests.participation.moderation.test_reports import comment_on_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(bob):
    """Six decided reports, of which three took two hours and three twenty, and one appeal."""
    for number in range(6):
        comment = comment_on_proposal(text=f"Fool {number}")
        made = report(reporter=UserFactory(), target=comment, reason="abuse", note="Rude")
        decision = decide(actor=bob, target=comment, verdict="hide", rule=house_rule(), reason="It insults.")
        hours = 2 if number < 4 else 20
        Report.objects.filter(pk=made.pk).update(reported_at=decision.decided_at - timedelta(hours=hours))
    appeal = make_appeal(
        author=Decision.objects.first().author, decision=Decision.objects.first(), words="No."
    )
    decide_appeal(actor=staff("Bert", "facilitator"), appeal=appeal, outcome="upheld", reason="It is rude.")


def test_everyone_reads_counts_by_month_and_no_words(decided, client):
    page = client.get(reverse("moderation_report")).content.decode()

    assert "It insults or threatens someone" in page
    assert f"fewer than {FEWEST}" in page  # the one appeal
    assert ">6<" in page
    assert ">2<" in page  # hours, half of all took less
    for private in ("Fool", "It insults.", "Rude", "Bob", "Bert", "never"):
        assert private not in page


def test_file_holds_the_same_numbers(decided, client):
    rows = client.get(reverse("moderation_file")).content.decode().splitlines()

    assert rows[0] == "month,group,what,count"
    assert any(row.endswith("Hide it,6") for row in rows)
    assert any(row.endswith(f"The decision stays,fewer than {FEWEST}") for row in rows)


def test_empty_report_says_what_will_be_there_and_the_rules_lead_to_it(client):
    assert "Nothing to count yet" in client.get(reverse("moderation_report")).content.decode()
    assert reverse("moderation_report") in client.get(reverse("house_rules")).content.decode()


def test_report_asks_five_times_however_much_there_is(decided, django_assert_max_num_queries):
    from participation.moderation.figures import months

    with django_assert_max_num_queries(5):
        months()
    with django_assert_max_num_queries(0):
        months()
