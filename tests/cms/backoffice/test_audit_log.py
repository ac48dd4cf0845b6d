"""The audit log in words: for its readers alone, with filters, and as a file without formulas."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgeting.results.actions import count_round
from participation.accounts.actions import approve_nomination, block_person, nominate
from participation.audit.actions import record
from participation.clock import database_now
from participation.moderation.actions import decide
from participation.proposals.actions import change_status
from tests.factories.people import UserFactory
from tests.factories.rounds import RoundFactory, open_round, sealed
from tests.factories.talk import CommentFactory, PhaseFactory, ProposalFactory, house_rule

pytestmark = pytest.mark.django_db
LOG = "/admin/audit-log/"


def shown(client, **query) -> str:
    return client.get(LOG, query).content.decode()


def exported(client, **query) -> list[dict[str, str]]:
    answer = client.get(LOG, {"export": "csv", **query})
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))


def test_entry_says_who_did_what_to_what_and_how(audrey, carol, log_in):
    proposal = ProposalFactory(title="A bench by the quay")
    change_status(actor=carol, proposal=proposal, status="declined", reason="The quay is being rebuilt.")
    page = shown(log_in(audrey))
    for words in (
        "Carol",
        "officer",
        "gave the council&#x27;s word on a proposal",
        "The quay is being rebuilt.",
    ):
        assert words in page
    assert f'href="{proposal.get_absolute_url()}"' in page
    assert "Now: Declined" in page
    assert ">change_status<" not in page


def test_role_given_by_two_names_both(audrey, carol, dave, charlie, log_in):
    approve_nomination(actor=dave, nomination=nominate(actor=carol, user=charlie, role="facilitator"))
    page = shown(log_in(audrey))
    assert "Put forward by: Carol" in page
    assert "Role: facilitator" in page


def test_moments_and_money_are_written_out(audrey, carol, log_in):
    record(verb="add_project", actor=carol, facts={"cost": 1_250_000})
    record(
        verb="open_round",
        actor=carol,
        facts={"end": int(database_now().timestamp()), "pots": [[1, 5], [2, 5]]},
    )
    page = shown(log_in(audrey))
    assert "Cost: £12,500" in page
    assert "Voting ends: today" in page
    assert "Pots: 2" in page


def test_what_is_gone_keeps_its_number(audrey, carol, log_in):
    round = RoundFactory(projects=0)
    record(verb="open_round", actor=carol, target=round)
    number = round.pk
    round.delete()
    assert f"round {number}, which is gone" in shown(log_in(audrey))


def test_link_is_there_for_those_who_may_open_it_alone(audrey, carol, bob, log_in):
    comment = CommentFactory()
    decide(actor=bob, target=comment, verdict="hide", rule=house_rule(), reason="Rude.")
    address = f"/admin/moderation/comment/{comment.pk}/"
    assert address in shown(log_in(audrey))
    assert address not in shown(log_in(carol))


def test_hidden_proposal_is_not_named(audrey, carol, bob, log_in):
    proposal = ProposalFactory(title="Something rude")
    decide(actor=bob, target=proposal, verdict="hide", rule=house_rule(), reason="Rude.")
    for reader in (audrey, carol):
        assert "Something rude" not in shown(log_in(reader))


def test_log_is_filtered_by_verb_role_thing_and_day(audrey, carol, bob, log_in):
    person = UserFactory()
    record(
        verb="block_person", actor=bob, acting_as="facilitator", target=person, note="Threats in the square."
    )
    record(verb="create_area", actor=carol, acting_as="officer", reason="A new ward.")
    client, tomorrow = log_in(audrey), (database_now() + timedelta(days=1)).date()
    for query in (
        {"verb": "block_person"},
        {"acting_as": "facilitator"},
        {"target_label": "participation.user"},
    ):
        assert "Threats in the square" in shown(client, **query)
        assert "A new ward" not in shown(client, **query)
    assert "A new ward" in shown(client, at_to=f"{tomorrow:%Y-%m-%d}")
    assert "A new ward" not in shown(client, at_from=f"{tomorrow:%Y-%m-%d}")


def test_file_holds_what_the_filter_shows(audrey, carol, bob, log_in):
    record(verb="open_round", actor=carol, acting_as="officer", reason="because")
    block_person(actor=bob, user=UserFactory(), reason="Threats.", decision=1)
    rows = exported(log_in(audrey), verb="open_round")
    assert [(row["Who"], row["As what"], row["Why"]) for row in rows] == [("Carol", "officer", "because")]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_file_carries_no_formula(start, audrey, carol, log_in):
    record(verb="open_round", actor=carol, reason=f"{start}HYPERLINK(1)")
    assert exported(log_in(audrey))[0]["Why"] == f"'{start}HYPERLINK(1)"


@pytest.mark.parametrize("who", ["alice", "charlie", "bob", "fiona"])
def test_file_is_for_readers_of_the_log_alone(who, request, log_in, carol):
    record(verb="open_round", actor=carol, reason="because")
    answer = log_in(request.getfixturevalue(who)).get(LOG, {"export": "csv"})
    assert answer.status_code == 302


def one_of_each(carol, bob) -> None:
    """An entry about each kind of thing that is read with something else."""
    proposal, comment, phase, round = ProposalFactory(), CommentFactory(), PhaseFactory(), RoundFactory()
    for thing in (proposal, comment, phase, phase.process, round, round.projects.first(), UserFactory()):
        record(verb="open_round", actor=UserFactory(), target=thing)


def test_log_takes_the_same_queries_for_few_and_many(audrey, carol, bob, log_in):
    client, counts = log_in(audrey), []
    for more in (1, 5):
        for _number in range(more):
            one_of_each(carol, bob)
        client.get(LOG)
        with CaptureQueriesContext(connection) as captured:
            client.get(LOG)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_result_is_named_without_reading_its_document(audrey, carol, dave, log_in):
    round = sealed(open_round(), carol, dave)
    count_round(actor=carol, round=round)
    client = log_in(audrey)
    with CaptureQueriesContext(connection) as captured:
        page = client.get(LOG).content.decode()
    assert "counted the ballots" in page
    assert not [query for query in captured if '"document"' in query["sql"]]
