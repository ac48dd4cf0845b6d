"""The demo town's words: complete, consistent with each other, and where they say they are."""

import re
from itertools import pairwise

import pytest

from cms.demo import geography, words
from cms.demo.drawing.scenes import SCENES
from cms.demo.shapes import Town, build, fold

PROPOSALS = words.proposals()
ROUND_TWO = words.round_two_projects()


def test_town_has_about_sixty_proposals_with_names_of_their_own():
    slugs = [thing.slug for thing in (*PROPOSALS, *words.campaigns())]
    assert len(slugs) == len(set(slugs)) == 60
    assert [len(words.ideas()), len(words.round_three_projects()), len(ROUND_TWO)] == [24, 20, 14]
    assert len({proposal.title for proposal in PROPOSALS}) == 58


@pytest.mark.parametrize("proposal", PROPOSALS, ids=lambda proposal: proposal.slug)
def test_proposal_is_told_at_readable_length_and_belongs_to_the_town(proposal):
    told = f"{proposal.what} {proposal.why} {proposal.who}"
    assert 60 <= len(told.split()) <= 160
    assert proposal.ward in {"", *(ward.slug for ward in words.wards())}
    assert proposal.category in {category.slug for category in words.categories()}
    assert 100_000 <= proposal.cost <= 9_500_000
    assert proposal.picture.scene in SCENES
    assert 40 <= len(proposal.picture.alt) <= 160


@pytest.mark.parametrize("proposal", [p for p in PROPOSALS if p.ward], ids=lambda proposal: proposal.slug)
def test_proposal_of_a_ward_lies_in_that_ward_or_on_its_shore(proposal):
    ward = next(ward for ward in words.wards() if ward.slug == proposal.ward)
    others = [other for other in words.wards() if other.slug != proposal.ward]
    x, y = proposal.place.x, proposal.place.y
    assert not any(geography.inside(other.outline, x, y) for other in others)
    near = [geography.inside(ward.outline, x + dx, y + dy) for dx in (-60, 0, 60) for dy in (-60, 0, 60)]
    assert any(near)


def test_wards_do_not_overlap_and_fill_the_town_without_gaps():
    wards = words.wards()
    hits = [
        sum(geography.inside(ward.outline, x, y) for ward in wards)
        for x in range(457, 5600, 97)
        for y in range(1309, 4200, 97)
    ]
    assert max(hits) == 1
    corners = [tuple(corner) for ward in wards for corner in ward.outline]
    assert all(corners.count(corner) >= 2 for corner in ((2100, 2050), (3800, 2150), (2150, 1180)))


def test_ward_populations_add_up_to_the_town():
    assert sum(ward.population for ward in words.wards()) == words.town().population


def test_lonlat_puts_a_kilometre_where_a_kilometre_is():
    town = words.town()
    _, south = geography.lonlat(town, 0, 0)
    _, north = geography.lonlat(town, 0, 1000)
    assert (north - south) * geography.METRES_PER_DEGREE == pytest.approx(1000, abs=0.2)
    assert geography.centre([(0, 0), (4, 0), (4, 2), (0, 2)]) == (2, 1)


def test_funded_projects_fit_into_the_pot_and_never_spend_more_than_they_got():
    funded = [project for project in ROUND_TWO if project.funded]
    assert len(funded) == 9
    assert sum(project.cost for project in funded) <= words.round_two().pots[0].budget
    for project in funded:
        assert len(project.milestones) >= 2
        assert 0 < project.spent <= project.cost
    assert not any(project.milestones for project in ROUND_TWO if not project.funded)


@pytest.mark.parametrize("project", [p for p in ROUND_TWO if p.funded], ids=lambda project: project.slug)
def test_milestones_go_forward_in_time_and_agree_with_today(project):
    for step in project.milestones:
        assert step.state != "done" or step.days <= 0
        assert step.state != "next" or (step.days > 0 and step.spent == 0)
    assert all(earlier.days < later.days for earlier, later in pairwise(project.milestones))


def test_every_pot_on_the_ballot_asks_for_a_choice():
    projects = words.round_three_projects()
    for pot in words.round_three().pots:
        costs = [project.cost for project in projects if project.pot == pot.slug]
        assert max(costs) <= pot.budget < sum(costs)
    assert all(project.ward == project.pot for project in projects if project.pot != "town")


def test_phases_follow_each_other_and_exactly_one_is_open_today():
    for process in (words.ideas_process(), words.round_three(), words.round_two()):
        for phase in process.phases:
            assert phase.starts_in_days < phase.ends_in_days
        assert all(a.ends_in_days < b.starts_in_days for a, b in pairwise(process.phases))
        assert sum(p.starts_in_days <= 0 < p.ends_in_days for p in process.phases) == 1


def test_campaign_sums_are_right():
    for campaign in words.campaigns():
        assert sum(line.amount for line in campaign.lines) == campaign.target
        assert campaign.minimum < campaign.target
    running, done = words.campaigns()
    assert running.ends_in_days > 0 > done.ends_in_days
    matched = min(done.match_limit, done.raised * done.match_per_pound // 100)
    assert done.raised + matched >= done.target


def test_pages_guide_news_and_questions_are_there():
    assert [page.slug for page in words.pages()] == ["about", "privacy", "accessibility", "terms"]
    assert [len(words.guide().steps), len(words.news()), len(words.questions())] == [8, 4, 12]
    assert words.home().intro
    assert {"about", "contact", "desk", "fiction"} <= set(words.footer())


def test_words_shout_nowhere_and_hold_no_filler():
    for file in sorted(words.FOLDER.rglob("*.toml")):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"!|\boops\b|lorem|todo\b", text, re.IGNORECASE), file.name


def test_build_names_a_field_that_does_not_exist():
    with pytest.raises(TypeError, match="Town has no mayor"):
        build(Town, {"mayor": "nobody"})


def test_fold_joins_lines_and_keeps_paragraphs_and_lists():
    assert fold("one\ntwo\n\nthree\n") == "one two\n\nthree"
    assert fold("- a\n  b\n- c") == "- a b\n- c"
    assert fold("") == ""
