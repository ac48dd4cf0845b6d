"""Opening a round freezes it in the database itself, reserves its money and makes the ballot key."""

import stat
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from budgeting.models import Project, Round, RoundPot
from budgeting.rounds.actions import extend_round, open_round
from budgeting.rounds.frozen import LOOSE_ROUND_COLUMNS
from budgeting.rounds.keys import KeyMissing, destroy_key, read_key
from participation.clock import database_now
from participation.models import AuditEvent, Phase
from tests.factories import rounds as make
from tests.factories.rounds import ProjectFactory, RoundFactory, RoundPotFactory, move

pytestmark = pytest.mark.django_db


def balances(round):
    share = round.pots.select_related("pot__free", "pot__reserved").get()
    return share.pot.free.balance, share.pot.reserved.balance


def test_open_round_reserves_the_money_and_makes_a_key_only_the_site_can_read(carol, settings):
    round = open_round(actor=carol, round=RoundFactory())
    round.refresh_from_db()
    assert balances(round) == (50_000, 50_000)
    assert round.state() == "open"
    [file] = settings.ROUND_KEYS_DIR.iterdir()
    assert len(read_key(round.key_id)) == len(file.read_bytes()) == 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    facts = AuditEvent.objects.get(verb="open_round").facts
    assert facts["rule"] == "mes_cost_greedy"
    assert [number for number, _pot, _cost in facts["projects"]] == [1, 2, 3]


@pytest.mark.parametrize("who", ["charlie", "alice", "fiona", "audrey", "bob"])
def test_open_round_by_anyone_but_an_officer_is_refused(request, who):
    round = RoundFactory()
    with pytest.raises(PermissionDenied):
        open_round(actor=request.getfixturevalue(who), round=round)
    round.refresh_from_db()
    assert round.opened_at is None


def test_open_round_without_a_second_factor_is_refused(carol):
    carol.second_factor = False
    with pytest.raises(PermissionDenied):
        open_round(actor=carol, round=RoundFactory())


def test_open_round_twice_is_refused(carol):
    round = open_round(actor=carol, round=RoundFactory())
    with pytest.raises(ValidationError) as refusal:
        open_round(actor=carol, round=round)
    assert refusal.value.code == "frozen"


def test_open_round_lists_all_that_is_missing_and_leaves_no_key(carol, settings):
    round = RoundFactory(projects=0, rule="no_such_rule", ballot_type="ordinal")
    share = RoundPotFactory(round=round, pot__name="Harbour pot")
    ProjectFactory(round_pot=share, cost=60_000, title="Too dear")
    with pytest.raises(ValidationError) as refusal:
        open_round(actor=carol, round=round)
    said = " ".join(refusal.value.messages)
    for words in ("has no project", "Too dear", "counting rule", "how many places"):
        assert words in said
    assert list(settings.ROUND_KEYS_DIR.iterdir()) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ballot_type": "ordinal", "max_choices": None, "rule": "mes_score_L"}, "how many places"),
        ({"ballot_type": "cumulative", "rule": "mes_points"}, "how many points"),
        ({"ballot_type": "ordinal", "max_choices": 3, "rule": "mes_cost"}, "does not use what people say"),
        ({"ballot_type": "cumulative", "points": 5, "rule": "greedy_votes"}, "does not use what people say"),
        ({"ballot_type": "approval", "rule": "greedy_points"}, "does not use what people say"),
    ],
)
def test_open_round_refuses_a_ballot_without_its_limit_or_with_a_rule_that_ignores_it(carol, changes, words):
    with pytest.raises(ValidationError, match=words):
        open_round(actor=carol, round=RoundFactory(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"ballot_type": "ordinal", "max_choices": 3, "rule": "mes_score_L_greedy"},
        {"ballot_type": "ordinal", "max_choices": 3, "rule": "pb_ear"},
        {"ballot_type": "cumulative", "points": 10, "rule": "mes_points_greedy"},
    ],
)
def test_open_round_with_a_ranked_or_a_points_ballot(carol, changes):
    round = open_round(actor=carol, round=RoundFactory(**changes))
    assert round.opened_at is not None
    assert AuditEvent.objects.get().facts["points"] == changes.get("points")


def test_open_round_after_the_time_for_voting_is_refused(carol):
    with pytest.raises(ValidationError, match="already over"):
        open_round(actor=carol, round=move(RoundFactory(), end=-timedelta(minutes=1)))


def test_open_round_with_an_empty_pot_is_refused_and_changes_nothing(carol, settings):
    round = RoundFactory(projects=0)
    ProjectFactory(round_pot=RoundPotFactory(round=round, pot=make.PotFactory(money=49_999)))
    round.pots.exclude(projects__isnull=False).delete()
    with pytest.raises(ValidationError, match="not enough money"):
        open_round(actor=carol, round=round)
    round.refresh_from_db()
    assert round.opened_at is None
    assert balances(round) == (49_999, 0)
    assert list(settings.ROUND_KEYS_DIR.iterdir()) == []


FROZEN = {
    "rule": "greedy_votes",
    "ballot_type": "approval",
    "max_choices": 2,
    "points": 5,
    "tie_rule": "lot",
    "currency": "EUR",
    "objection_days": 1,
    "smallest_published_pot": 1,
    "show_turnout": False,
    "opened_at": None,
    "key_id": "other",
}


@pytest.mark.parametrize("column", FROZEN)
def test_the_database_refuses_to_change_a_frozen_column_of_an_opened_round(column):
    round = make.open_round()
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=round.pk).update(**{column: FROZEN[column]})
    planned = RoundFactory()
    if column != "opened_at":
        assert Round.objects.filter(pk=planned.pk).update(**{column: FROZEN[column]}) == 1


def test_every_column_of_an_opened_round_is_frozen_by_itself_but_for_its_sealing():
    """A rule that is added later freezes too: by the table's own columns, whoever adds it."""
    round = make.open_round()
    columns = {field.column for field in Round._meta.concrete_fields}
    for column in columns - LOOSE_ROUND_COLUMNS:
        statement = f"UPDATE budgeting_round SET {column} = NULL WHERE id = %s"
        value = Round.objects.filter(pk=round.pk).values_list(column, flat=True)[0]
        if value is None:
            statement = statement.replace("NULL", "1")
        with (
            pytest.raises(IntegrityError, match="frozen"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, [round.pk])


def test_the_database_refuses_to_change_pots_and_projects_of_an_opened_round():
    round = make.open_round()
    project, share = round.projects.first(), round.pots.get()
    acts = [
        lambda: RoundPot.objects.filter(pk=share.pk).update(amount=1),
        lambda: RoundPotFactory(round=round),
        lambda: Project.objects.filter(pk=project.pk).update(cost=1),
        lambda: Project.objects.filter(pk=project.pk).update(number=99),
        lambda: ProjectFactory(round_pot=share),
        lambda: Project.objects.filter(pk=project.pk).delete(),
        round.delete,
    ]
    for act in acts:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    assert Project.objects.filter(pk=project.pk).update(summary="A clearer word.") == 1


def test_the_database_refuses_to_move_a_project_into_an_opened_round():
    round, project = make.open_round(), ProjectFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(round=round, round_pot=round.pots.get())


def test_the_database_refuses_to_unseal_a_round():
    round = make.ended(make.open_round())
    Round.objects.filter(pk=round.pk).update(sealed_at=timezone.now(), box_salt="salt")
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=round.pk).update(sealed_at=None)


def test_a_key_that_is_lost_or_swapped_is_noticed(carol, settings):
    round = open_round(actor=carol, round=RoundFactory())
    [file] = settings.ROUND_KEYS_DIR.iterdir()
    whole = file.read_bytes()
    for damaged in (whole[::-1], whole[:16], b""):
        file.write_bytes(damaged)
        with pytest.raises(KeyMissing):
            read_key(round.key_id)
    destroy_key(round.key_id)
    destroy_key(round.key_id)
    with pytest.raises(KeyMissing):
        read_key(round.key_id)


def test_extend_round_moves_the_end_and_later_phases_and_logs_the_reason(carol):
    round = make.open_round()
    old = round.phase.end
    counting = Phase.objects.create(
        process=round.process, kind="count", title="Count", start=old, end=old + timedelta(days=7)
    )
    extend_round(actor=carol, round=round, end=old + timedelta(days=2), reason="The site was down.")
    round.phase.refresh_from_db()
    counting.refresh_from_db()
    assert round.phase.end == counting.start == old + timedelta(days=2)
    assert AuditEvent.objects.get().reason == "The site was down."


def test_extend_round_by_an_outsider_is_refused(charlie):
    with pytest.raises(PermissionDenied):
        extend_round(actor=charlie, round=make.open_round(), end=database_now(), reason="For my friends.")


def test_extend_round_after_the_end_is_refused(carol):
    round = make.ended(make.open_round(), ago=timedelta(seconds=1))
    with pytest.raises(ValidationError) as refusal:
        extend_round(actor=carol, round=round, end=database_now() + timedelta(days=1), reason="Too few came.")
    assert refusal.value.code == "closed"


@pytest.mark.parametrize(("days", "reason", "field"), [(-1, "Enough.", "end"), (1, " ", "reason")])
def test_extend_round_names_the_wrong_field(carol, days, reason, field):
    round = make.open_round()
    with pytest.raises(ValidationError) as refusal:
        extend_round(actor=carol, round=round, end=round.phase.end + timedelta(hours=days), reason=reason)
    assert list(refusal.value.message_dict) == [field]
