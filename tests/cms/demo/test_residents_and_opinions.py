"""The demo town's people: the same from the same seed, and as alike as neighbours are."""

from collections import Counter

import numpy as np
import pytest

from cms.demo import opinions, talk, words
from cms.demo.residents import PEOPLE, residents

EVERYONE = residents(700)
PEOPLE_WITH_ACCOUNTS = EVERYONE[:PEOPLE]
PROPOSALS = {proposal.slug: proposal for proposal in words.proposals()}


@pytest.fixture(scope="module")
def written():
    return opinions.authors(words.proposals(), PEOPLE_WITH_ACCOUNTS)


@pytest.fixture(scope="module")
def supports(written):
    return opinions.supports(written, PEOPLE_WITH_ACCOUNTS)


def correlation(one, other):
    return float(np.corrcoef(np.ravel(one), np.ravel(other))[0, 1])


def test_same_seed_gives_the_same_town(written, supports):
    assert residents(40) == EVERYONE[:40]
    assert opinions.authors(words.proposals(), PEOPLE_WITH_ACCOUNTS) == written
    assert opinions.supports(written, PEOPLE_WITH_ACCOUNTS) == supports
    assert residents(40, seed=7) != EVERYONE[:40]


def test_residents_are_distinct_people_of_all_wards_and_ages():
    assert len({person.email for person in EVERYONE}) == 700
    assert all(person.email.isascii() for person in EVERYONE)
    counts = Counter(person.ward for person in PEOPLE_WITH_ACCOUNTS)
    assert len(counts) == 5
    assert min(counts.values()) >= 50
    ages = [person.age for person in PEOPLE_WITH_ACCOUNTS]
    assert min(ages) >= 14
    assert max(ages) > 80
    assert any("-" in person.last_name for person in EVERYONE)
    assert any(not person.first_name.isascii() for person in EVERYONE)


def test_age_and_birth_date_agree():
    for person in EVERYONE:
        assert person.birth_date.year == 2026 - person.age - 1


def test_beacon_hill_is_older_than_northgate():
    def middle(ward):
        return np.mean([person.age for person in EVERYONE if person.ward == ward])

    assert middle("beacon-hill") > middle("northgate") + 12


def test_authors_live_where_they_write_about_and_write_little(written):
    by_resident = {slug: entry.by for slug, entry in written.items() if isinstance(entry.by, int)}
    assert set(written) == set(PROPOSALS)
    assert max(Counter(by_resident.values()).values()) <= 2
    near = [
        EVERYONE[by].ward == PROPOSALS[slug].ward for slug, by in by_resident.items() if PROPOSALS[slug].ward
    ]
    assert np.mean(near) > 0.9
    assert abs(EVERYONE[written["cliff-walk-rest-points"].by].age - 81) <= 5


def test_three_thousand_supports_are_distinct_and_none_is_for_oneself(written, supports):
    assert len({(support.resident, support.proposal) for support in supports}) == len(supports) == 3000
    assert all(written[support.proposal].by != support.resident for support in supports)
    assert all(0 < support.hours_ago <= written[support.proposal].hours_ago for support in supports)


def test_residents_support_their_own_ward_more(supports):
    local = [support for support in supports if PROPOSALS[support.proposal].ward]
    at_home = np.mean(
        [EVERYONE[support.resident].ward == PROPOSALS[support.proposal].ward for support in local]
    )
    assert 0.4 < at_home < 0.9
    for ward in words.wards():
        mine = [s for s in local if EVERYONE[s.resident].ward == ward.slug]
        assert np.mean([PROPOSALS[s.proposal].ward == ward.slug for s in mine]) > 0.35


def test_taste_for_a_category_shows_in_supports(supports):
    given = Counter((s.resident, PROPOSALS[s.proposal].category) for s in supports)
    pairs = [(p.taste[c], given[p.number, c]) for p in PEOPLE_WITH_ACCOUNTS for c in p.taste]
    assert correlation(*zip(*pairs, strict=True)) > 0.2


def test_popularity_and_activity_are_skewed(supports):
    per_proposal = sorted(Counter(s.proposal for s in supports).values(), reverse=True)
    assert per_proposal[0] > 2 * np.median(per_proposal) * 0.9
    assert per_proposal[-1] < np.median(per_proposal) / 2
    per_person = sorted(Counter(s.resident for s in supports).values(), reverse=True)
    assert sum(per_person[:40]) > 0.2 * 3000


@pytest.mark.parametrize(
    ("round_", "projects", "count"),
    [
        (words.round_two(), words.round_two_projects(), 400),
        (words.round_three(), words.round_three_projects(), 200),
    ],
    ids=["round two", "round three"],
)
def test_ballots_are_valid_and_one_for_each_voter(round_, projects, count):
    ballots = opinions.ballots(round_, projects, EVERYONE)
    assert len(ballots) == len({ballot.voter for ballot in ballots}) == count
    by_slug = {project.slug: project for project in projects}
    budgets = {pot.slug: pot for pot in round_.pots}
    for ballot in ballots:
        assert ballot.hours_ago > 0
        for pot, approvals in ballot.approvals.items():
            assert budgets[pot].ward in ("", ballot.ward)
            assert approvals
            assert all(by_slug[slug].pot == pot for slug in approvals)
            assert sum(by_slug[slug].cost for slug in approvals) <= budgets[pot].budget
    assert opinions.ballots(round_, projects, EVERYONE) == ballots


def test_ballots_of_a_ward_prefer_its_own_projects():
    ballots = opinions.ballots(words.round_two(), words.round_two_projects(), EVERYONE)
    for project in (p for p in words.round_two_projects() if p.ward):
        ticks = {True: [], False: []}
        for ballot in ballots:
            ticks[ballot.ward == project.ward].append(project.slug in ballot.approvals["town"])
        assert np.mean(ticks[True]) > np.mean(ticks[False]) + 0.1


def test_people_without_accounts_vote_mostly_on_paper_and_older_people_more_so():
    ballots = opinions.ballots(words.round_two(), words.round_two_projects(), EVERYONE)
    outside = [ballot.channel == "paper" for ballot in ballots if ballot.voter >= PEOPLE]
    inside = [ballot.channel == "paper" for ballot in ballots if ballot.voter < PEOPLE]
    assert np.mean(outside) > 0.6
    assert np.mean(inside) < 0.2


def test_funded_projects_are_those_that_the_ballots_fund_by_most_votes():
    projects = words.round_two_projects()
    ballots = opinions.ballots(words.round_two(), projects, EVERYONE)
    votes = Counter(slug for ballot in ballots for slug in ballot.approvals["town"])
    left, funded = words.round_two().pots[0].budget, set()
    for project in sorted(projects, key=lambda project: (-votes[project.slug], project.cost)):
        if project.cost <= left:
            left -= project.cost
            funded.add(project.slug)
    assert words.round_two().rule == "greedy_votes"
    assert funded == {project.slug for project in projects if project.funded}


@pytest.mark.parametrize("campaign", words.campaigns(), ids=lambda campaign: campaign.slug)
def test_pledges_add_up_to_what_was_raised(campaign):
    pledges = opinions.pledges(campaign, PEOPLE_WITH_ACCOUNTS)
    assert len(pledges) == len({pledge.resident for pledge in pledges}) == campaign.backers
    assert sum(pledge.amount for pledge in pledges) == campaign.raised
    assert all(pledge.amount >= 500 and pledge.hours_ago > 0 for pledge in pledges)


def test_three_hundred_comments_are_distinct_and_spoken_by_whom_they_fit(written):
    said = talk.spoken(words.comments(), PEOPLE_WITH_ACCOUNTS, written)
    assert len({line.text for line in said}) == len(said) == 300
    assert talk.spoken(words.comments(), PEOPLE_WITH_ACCOUNTS, written) == said
    opened = [(line.about, line.by) for line in said if line.parent is None]
    assert len(opened) == len(set(opened))
    assert max(Counter(by for _, by in opened).values()) <= 4
    for slug, by in opened:
        assert slug not in written or written[slug].by != by


def test_comments_take_both_sides_and_replies_follow_what_they_answer(written):
    said = talk.spoken(words.comments(), PEOPLE_WITH_ACCOUNTS, written)
    stances = Counter(line.stance for line in said if line.parent is None)
    assert stances["for"] > stances["neutral"] > 20 < stances["against"]
    replies = [line for line in said if line.parent is not None]
    assert len(replies) > 60
    for reply in replies:
        parent = said[reply.parent]
        assert parent.parent is None
        assert (parent.about, parent.hours_ago >= reply.hours_ago) == (reply.about, True)


def test_every_proposal_is_talked_about_and_words_of_age_come_from_that_age(written):
    assert {comment.about for comment in words.comments()} >= set(PROPOSALS)
    said = talk.spoken(words.comments(), PEOPLE_WITH_ACCOUNTS, written)
    by_text = {line.text: line for line in said}
    for comment in words.comments():
        age = EVERYONE[by_text[comment.text].by].age
        assert comment.age != "old" or age >= 63
        assert comment.age != "young" or age <= 21
