"""A count keeps to what excludes and needs each other, says so in a sentence, and a stranger recounts it."""

import json

import pytest

from budgeting.allocation.bundle import recount
from budgeting.models import Outcome
from budgeting.results.actions import count_round
from budgeting.rounds.actions import link_projects
from tests.factories.rounds import RoundFactory, cast, opened, sealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted_with(carol, dave):
    """counted_with("needs", (2, 1), ballots) counts three projects of a pot, of which two are linked."""

    return lambda *given, **rules: _counted((carol, dave), *given, **rules)


def _counted(officers, kind, pair, ballots, smallest=1):
    first, second = pair
    round = RoundFactory(projects=3, rule="greedy_votes", smallest_published_pot=smallest)
    found = {project.number: project for project in round.projects.all()}
    link_projects(
        actor=officers[0],
        round=round,
        project=found[first],
        other=found[second],
        kind=kind,
        reason="One place.",
    )
    opened(round)
    for choices in ballots:
        cast(round, choices)
    return count_round(actor=officers[0], round=sealed(round, *officers))


def funded(result):
    found = Outcome.objects.filter(result=result, funded=True)
    return set(found.values_list("project__number", flat=True))


def test_excluded_project_loses_to_the_stronger_one(counted_with):
    result = counted_with("excludes", (1, 2), [[1, 2], [2], [1, 2], [2], [3]])
    assert funded(result) == {2, 3}


def test_project_whose_need_did_not_win_loses(counted_with):
    result = counted_with("needs", (2, 1), [[2], [2], [3]])
    assert funded(result) == {3}


def test_stranger_recounts_links_from_the_files_alone(counted_with, tmp_path):
    result = counted_with("excludes", (1, 2), [[1, 2], [2], [1, 2], [2], [3]])
    for file in result.files.all():
        (tmp_path / file.name).write_bytes(bytes(file.content))
    said = json.loads((tmp_path / "manifest.json").read_bytes())
    assert said["pots"][0]["conditions"]["excludes"] == {"1": ["2"]}
    assert recount(tmp_path) == bytes(result.document)


def test_result_says_which_project_ruled_it_out(counted_with, log_in, carol):
    result = counted_with("excludes", (1, 2), [[1, 2], [2], [1, 2], [2], [3]])
    page = log_in(carol).get(f"/rounds/{result.round.process.slug}/result/").content.decode()
    assert "It cannot be built together with “Project 2”, which won." in page


def test_pot_with_few_ballots_says_it_too(counted_with, log_in, carol):
    result = counted_with("needs", (2, 1), [[2], [2], [3]], smallest=10)
    page = log_in(carol).get(f"/rounds/{result.round.process.slug}/result/").content.decode()
    assert "It can only be built after “Project 1”, which did not win." in page
