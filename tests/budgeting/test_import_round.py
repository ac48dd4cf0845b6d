"""A published election file becomes a counted, published and certified round, or nothing at all."""

import io

import pytest
from django.core.management import CommandError, call_command

from budgeting.models import Account, CountedBallot, PollBookEntry, Project, Result, Round, Transfer
from budgeting.results.actions import import_round
from participation.models import AuditEvent, Process
from tests import elections
from tests.site_elections import brought_in, official_files, published_winners, recounts

pytestmark = pytest.mark.django_db

META = {
    "description": "Participatory budget in Rivertown",
    "country": "Poland",
    "unit": "Rivertown",
    "instance": "2025",
    "num_projects": "3",
    "num_votes": "4",
    "budget": "1000.50",
    "vote_type": "approval",
    "rule": "greedy",
    "date_begin": "01.05.2025",
    "date_end": "14.05.2025",
    "currency": "PLN",
}
PROJECTS = ("project_id;cost;name", "B2;600;Pond", "A1;400.50;Swings", "C3;500;Trees")
VOTES = ("voter_id;vote", "1;A1,B2", "2;B2", "3;C3", "4;A1")


def election(projects=PROJECTS, votes=VOTES, **meta):
    rows = [f"{key};{value}" for key, value in (META | meta).items() if value is not None]
    return "\n".join(["META", "key;value", *rows, "PROJECTS", *projects, "VOTES", *votes, ""]).encode()


def bring_in(content, name="rivertown.pb"):
    return import_round(content=content, file_name=name)


def nothing_was_imported():
    return not any(
        model.objects.exists() for model in (Round, Process, Project, CountedBallot, Result, Account)
    )


def test_file_becomes_a_certified_round(tmp_path):
    file = tmp_path / "rivertown.pb"
    file.write_bytes(election())
    out = io.StringIO()

    call_command("import_round", str(file), stdout=out)

    round = Round.objects.get()
    result = round.results.get()
    assert round.state() == "certified"
    assert (round.currency, round.ballot_type, round.rule) == ("PLN", "approval", "greedy_votes")
    assert round.imported.file_name == "rivertown.pb"
    assert round.pots.get().amount == 100_050
    assert list(round.projects.values_list("number", "title", "cost")) == [
        (1, "Swings", 40_050),
        (2, "Pond", 60_000),
        (3, "Trees", 50_000),
    ]
    assert (result.ballots, result.spent) == (4, 100_050)
    assert "2 of 3 projects funded from 4 ballots" in out.getvalue()


def test_imported_round_shows_its_result_and_where_it_is_from(client):
    round = bring_in(election())

    page = client.get(f"/rounds/{round.process.slug}/result/").content.decode()

    assert "2 of 3 projects share PLN" in page
    assert "This vote was held elsewhere" in page
    assert "rivertown.pb" in page


def test_ballots_stand_in_canonical_order_without_people():
    bring_in(election())

    ballots = CountedBallot.objects.order_by("number").values_list("number", "choices")
    assert list(ballots) == [(1, [1]), (2, [1, 2]), (3, [2]), (4, [3])]
    assert not PollBookEntry.objects.exists()


def test_import_moves_no_money_and_the_ledger_proves():
    bring_in(election())

    assert not Transfer.objects.exists()
    call_command("prove_ledger")


def test_import_is_logged():
    round = bring_in(election())

    assert AuditEvent.objects.get(verb="import_round").target_id == str(round.pk)


def test_same_file_is_imported_once(tmp_path):
    file = tmp_path / "again.pb"
    file.write_bytes(election())
    call_command("import_round", str(file), stdout=io.StringIO())

    with pytest.raises(CommandError, match="already on the site"):
        call_command("import_round", str(file))
    assert Round.objects.count() == 1


def test_two_files_of_one_town_get_addresses_of_their_own():
    slugs = {bring_in(election(description=f"Vote {number}")).process.slug for number in range(3)}

    assert slugs == {"rivertown-2025", "rivertown-2025-2", "rivertown-2025-3"}


@pytest.mark.parametrize(
    ("content", "line", "field"),
    [
        (election(budget="1000.505"), 9, "budget"),
        (election(budget="0"), 9, "budget"),
        (election(budget="lots"), 9, "budget"),
        (election(currency="gold"), 14, "currency"),
        (election(currency=None), 1, "currency"),
        (election(currency="HUF", projects=(*PROJECTS[:2], "A1;400.501;Swings", PROJECTS[3])), 18, "cost"),
        (election(projects=(*PROJECTS[:3], "C3;many;Trees")), 19, "cost"),
        (election(projects=(*PROJECTS[:3], "A1;5;Twice")), 19, "project_id"),
        (election(projects=(*PROJECTS[:3], "C3;-5;Trees")), 19, "cost"),
        (election(date_begin="yesterday"), 12, "date_begin"),
        (election(date_end="30.04.2025"), 13, "date_end"),
        (election(vote_type="shouting"), 10, "vote_type"),
        (election(instance=""), 6, "instance"),
        (election(votes=(*VOTES[:4], "4;A1,Z9")), 25, "vote"),
        (election(votes=(*VOTES[:4], "3;A1")), 25, "voter_id"),
        (b"PROJECTS\n", 1, "META"),
        (b"\xff\xfe", 0, "encoding"),
        (b"", 0, "META"),
    ],
)
def test_bad_file_is_refused_with_line_and_field_and_imports_nothing(content, line, field, tmp_path):
    file = tmp_path / "bad.pb"
    file.write_bytes(content)

    with pytest.raises(CommandError) as refusal:
        call_command("import_round", str(file))

    assert f"bad.pb: line {line}" in str(refusal.value)
    assert f"{field}:" in str(refusal.value)
    assert "Nothing was imported" in str(refusal.value)
    assert nothing_was_imported()


def test_missing_file_is_said_plainly(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_round", str(tmp_path / "gone.pb"))


def test_amounts_without_small_coins_are_read_exactly():
    with_decimals = (PROJECTS[0], "B2;600;Pond", "A1;400;Swings", "C3;500;Trees")

    round = bring_in(election(currency="JPY", budget="1000", projects=with_decimals))

    assert round.pots.get().amount == 1000
    assert round.projects.get(number=1).cost == 400


def test_choose_one_ballots_are_imported():
    round = bring_in(election(vote_type="choose-1", votes=("voter_id;vote", "1;A1", "2;B2", "3;B2")))

    assert round.ballot_type == "choose-1"
    assert list(round.counted_ballots.values_list("choices", flat=True)) == [[1], [2], [2]]
    assert dict(round.results.get().outcomes.values_list("project__number", "votes")) == {1: 1, 2: 2, 3: 0}


def test_ranked_ballots_keep_their_order_and_count_by_place():
    votes = ("voter_id;vote", "1;B2,A1", "2;A1,C3", "3;B2,C3,A1")
    round = bring_in(election(vote_type="ordinal", votes=votes, max_length="3"))

    assert (round.rule, round.max_choices) == ("greedy_score_L", 3)
    assert [2, 3, 1] in list(round.counted_ballots.values_list("choices", flat=True))
    scores = {o.project.number: o.numbers["score"] for o in round.results.get().outcomes.all()}
    assert scores == {1: 6, 2: 6, 3: 4}


def test_points_are_imported_exactly():
    votes = ("voter_id;vote;points", "1;A1,B2;2.5,0.5", "2;C3;3", "3;A1;0.25")
    round = bring_in(election(vote_type="cumulative", votes=votes))

    assert [[1, "5/2"], [2, "1/2"]] in list(round.counted_ballots.values_list("choices", flat=True))
    scores = {o.project.number: o.numbers["score"] for o in round.results.get().outcomes.all()}
    assert scores == {1: "2.75", 2: "0.5", 3: 3}


def test_threshold_of_the_file_is_kept_in_count_and_published_file():
    said = {"rule": "greedy-threshold", "min_project_score_threshold": "2"}
    round = bring_in(election(budget="5000", **said))

    result = round.results.get()
    assert dict(result.outcomes.values_list("project__number", "code")) == {
        1: "won_greedy",
        2: "won_greedy",
        3: "lost_threshold",
    }
    assert b"min_project_score_threshold;2\n" in bytes(result.files.get(name="rivertown.pb").content)


def test_unknown_rule_counts_most_votes_first():
    assert bring_in(election(rule="by-show-of-hands")).rule == "greedy_votes"


def test_published_file_of_an_import_recounts_and_keeps_its_own_words(tmp_path):
    from budgeting.allocation import recount

    round = bring_in(election())
    for file in round.results.get().files.all():
        (tmp_path / file.name).write_bytes(bytes(file.content))

    assert recount(tmp_path) == bytes(round.results.get().document)
    assert b"country;Poland\n" in (tmp_path / "rivertown.pb").read_bytes()


@pytest.mark.skipif(not elections.present(), reason=elections.ABSENT)
@pytest.mark.parametrize("file", official_files()[:30] if elections.present() else [])
def test_real_election_is_published_with_the_winners_of_its_city(file, tmp_path):
    """Thirty cities, through the site's own path; `python -m tests.site_elections` takes them all."""
    round = brought_in(file)

    assert published_winners(round) == elections.official(elections.election(file))
    assert recounts(round, tmp_path / "bundle")
