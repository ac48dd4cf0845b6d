"""The guided set-up of a round: step by step, nothing is lost, everything is said, and it ends in a round."""

from datetime import timedelta

import pytest
from django.utils import timezone

from budgeting.models import Round, RoundPlan
from budgeting.rounds.phase_order import phase_faults, phase_notes
from budgeting.rounds.round_templates import TEMPLATES
from cms.backoffice.planning.rule_form import RULE_STEPS
from cms.backoffice.planning.steps import Setup, raw
from participation.models import AuditEvent
from tests.cms.backoffice.test_rounds import basics, stamp
from tests.factories.people import ward
from tests.factories.rounds import PotFactory
from tests.factories.talk import category

pytestmark = pytest.mark.django_db
PHASES = ("propose", "review", "ballot", "count", "deliver")


def dates(**changes) -> dict:
    """Phases of ten days each, one after the other, from tomorrow."""
    sent = {}
    for at, kind in enumerate(PHASES):
        sent |= {f"{kind}_start": stamp(1 + 10 * at), f"{kind}_end": stamp(11 + 10 * at)}
    return sent | changes


@pytest.fixture
def pot():
    return PotFactory(name="Town pot")


@pytest.fixture
def officer(carol, log_in):
    return log_in(carol)


def begun(client, **changes) -> RoundPlan:
    client.post("/admin/rounds/new/", basics(**changes))
    return RoundPlan.objects.get()


def answer(client, plan, step, go="on", **sent):
    return client.post(f"/admin/rounds/plan/{plan.pk}/{step}/", {**sent, "go": go})


def see(client, plan, step="review") -> str:
    return client.get(f"/admin/rounds/plan/{plan.pk}/{step}/").content.decode()


def filled(client, pot, **rules) -> RoundPlan:
    """A plan whose needed steps are answered."""
    plan = begun(client)
    answer(client, plan, "template", template="ward_budgets")
    answer(client, plan, "pots", **{f"pot_{pot.pk}": "500"})
    answer(client, plan, "dates", **dates())
    return plan


def test_each_step_leads_to_the_next_and_the_last_makes_the_round(officer, carol, pot):
    plan = begun(officer)
    sent = {
        "template": {"template": "one_town_pot"},
        "pots": {f"pot_{pot.pk}": "500"},
        "dates": dates(debate_start=stamp(2), debate_end=stamp(8)),
        "voters": {
            **{"proposers": "resident", "propose_age_from": "10", "age_from": "14"},
            "opens_to_codes": "on",
        },
        "ballot": {"ballot_type": "approval", "max_choices": "4"},
        "counting": {
            "rule": "phragmen",
            "tie_rule": "lot",
            "leftovers": "town",
            "smallest_published_pot": "12",
            "withdrawn_votes": "left_out",
        },
        "paper": {"paper_rule": "none", "mark_rule": "pot"},
        "shown": {"show_turnout": "on", "objection_days": "9"},
    }
    order = [*sent, "review"]
    for at, (step, words) in enumerate(sent.items()):
        extra = {
            name: raw(value)[0]
            for name, value in TEMPLATES["one_town_pot"].rules().items()
            if step == "counting" and name not in words and raw(value)
        }
        led = answer(officer, plan, step, **{**extra, **words})
        assert led.status_code == 302, led.content.decode()
        assert led["Location"].endswith(f"/{order[at + 1]}/")
    led = officer.post(f"/admin/rounds/plan/{plan.pk}/review/")
    round = Round.objects.get()
    assert led["Location"] == f"/admin/rounds/{round.pk}/"
    assert (round.rule, round.tie_rule, round.leftovers, round.age_from) == ("phragmen", "lot", "town", 14)
    assert (round.proposers, round.propose_age_from) == ("resident", 10)
    assert (round.max_choices, round.objection_days, round.paper_rule) == (4, 9, "none")
    assert (round.show_turnout, round.opens_to_sms, round.process.slug) == (True, False, "harbour-budget")
    assert round.process.phases.count() == 6
    assert round.process.published_at is None
    assert round.pots.get().amount == 50_000
    assert not RoundPlan.objects.exists()
    assert AuditEvent.objects.filter(verb="create_round", actor_id=carol.pk).exists()


def test_rule_steps_that_nobody_answered_take_the_templates_defaults(officer, pot):
    plan = filled(officer, pot)
    shown = see(officer, plan)
    assert "Make the round" in shown
    assert "Method of Equal Shares" in shown
    officer.post(f"/admin/rounds/plan/{plan.pk}/review/")
    round, rules = Round.objects.get(), TEMPLATES["ward_budgets"].rules()
    assert {name: getattr(round, name) for name in rules} == rules


def test_going_back_keeps_what_was_typed_even_if_it_is_wrong(officer, pot):
    plan = filled(officer, pot)
    led = answer(officer, plan, "ballot", go="back", ballot_type="cumulative", max_choices="many", points="")
    assert led["Location"].endswith("/voters/")
    shown = see(officer, plan, "ballot")
    assert 'value="many"' in shown
    assert "Enter a whole number" in shown
    assert "Make the round" not in see(officer, plan)
    officer.post(f"/admin/rounds/plan/{plan.pk}/review/")
    assert not Round.objects.exists()


def test_wrong_answer_stays_on_its_step_with_the_reason_and_the_words(officer, pot):
    plan = filled(officer, pot)
    stayed = answer(officer, plan, "ballot", ballot_type="ordinal", max_choices="", points="")
    assert stayed.status_code == 200
    assert b"Say how many places there are to rank" in stayed.content
    stayed = answer(officer, plan, "voters", age_from="20", age_to="19")
    assert b"must not lie below the youngest" in stayed.content
    stayed = answer(officer, plan, "pots", **{f"pot_{pot.pk}": "9,999,999"})
    assert b"can be at most" in stayed.content


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"review_end": stamp(22)}, "must end before people vote"),
        ({"count_start": stamp(30)}, "can start once voting has ended"),
        ({"ballot_end": stamp(20)}, "must end after it starts"),
        ({"deliver_end": ""}, "Fill this in too, or leave both empty"),
        ({"ballot_start": ""}, "required"),
    ],
)
def test_dates_that_break_a_rule_are_refused_beside_the_field(officer, pot, changes, said):
    stayed = answer(officer, filled(officer, pot), "dates", **dates(**changes))
    assert stayed.status_code == 200
    assert said in stayed.content.decode()


def test_timeline_shows_gaps_and_overlaps_in_words_beside_the_picture(officer, pot):
    plan = filled(officer, pot)
    led = answer(officer, plan, "dates", go="stay", **dates(propose_end=stamp(15), review_end=stamp(18)))
    assert led["Location"].endswith("/dates/#timeline")
    shown = see(officer, plan, "dates")
    assert "run side by side" in shown
    assert "nothing is open for 3 days" in shown or "nothing is open for about" in shown
    assert shown.count("<rect") == 5


def test_another_template_changes_what_still_stood_at_the_old_defaults_alone(officer, pot):
    plan = filled(officer, pot)
    answer(officer, plan, "ballot", ballot_type="knapsack", max_choices="7", points="")
    answer(officer, plan, "template", template="themes")
    plan.refresh_from_db()
    round = Setup(plan).round_so_far()
    assert (round.ballot_type, round.max_choices, round.points) == ("cumulative", 7, 10)
    assert round.rule == "mes_points_greedy"


def test_choosing_in_one_other_ward_is_kept_where_two_wards_have_pots(officer, pot, harbour):
    pots = [PotFactory(area=harbour), PotFactory(area=ward("Northgate"))]
    plan = filled(officer, pot)
    answer(officer, plan, "pots", **{f"pot_{each.pk}": "100" for each in pots})
    answer(officer, plan, "paper", paper_rule="none", mark_rule="pot")
    answer(officer, plan, "voters", proposers="account", one_other_ward="on")
    officer.post(f"/admin/rounds/plan/{plan.pk}/review/")
    assert Round.objects.get().one_other_ward


def test_taken_address_is_named_in_the_first_step(officer, pot):
    plan = filled(officer, pot)
    officer.post(f"/admin/rounds/plan/{plan.pk}/review/")
    shown = officer.post("/admin/rounds/new/", basics())
    assert b"This address is taken" in shown.content
    assert not RoundPlan.objects.exists()


def test_plans_are_listed_for_all_officers_and_can_be_thrown_away(officer, pot, dave, audrey, log_in):
    plan = begun(officer)
    assert b"Harbour budget" in log_in(dave).get("/admin/rounds/").content
    assert b"Harbour budget" not in log_in(audrey).get("/admin/rounds/").content
    address = f"/admin/rounds/plan/{plan.pk}/drop/"
    assert b"All answers of this plan go" in officer.get(address).content
    assert RoundPlan.objects.exists()
    officer.post(address)
    assert not RoundPlan.objects.exists()


@pytest.mark.parametrize("name", ["charlie", "audrey", "fiona", "bob"])
def test_nobody_but_officers_sees_or_fills_a_plan(officer, name, request, log_in):
    plan = begun(officer)
    client = log_in(request.getfixturevalue(name))
    for step in ("what", "dates", "review", "drop"):
        address = f"/admin/rounds/plan/{plan.pk}/{step}/"
        assert client.get(address).status_code == 302
        assert client.post(address, {"title": "Mine"}).status_code == 302
    assert RoundPlan.objects.get().answers == plan.answers


def test_every_step_shows_each_default_with_its_reason(officer, pot):
    plan = filled(officer, pot)
    for step in RULE_STEPS:
        assert "Careful default:" in see(officer, plan, step), step
    assert officer.get(f"/admin/rounds/plan/{plan.pk}/nonsense/").status_code == 404


def test_phases_without_gap_or_overlap_have_no_note():
    now = timezone.now()
    plans = TEMPLATES["ward_budgets"].phases(now, now + timedelta(days=14))
    assert phase_notes(plans) == []
    assert phase_faults(plans) == {}


def test_first_step_leads_on_without_an_empty_message(officer, pot):
    shown = officer.post("/admin/rounds/new/", basics(), follow=True)
    assert b'type="radio" name="template"' in shown.content
    assert not list(shown.context["messages"])


def test_dates_are_asked_for_in_the_browsers_own_fields_with_what_was_typed(officer, pot):
    plan = begun(officer)
    assert see(officer, plan, "dates").count('type="datetime-local"') == 12
    answer(officer, plan, "dates", go="back", ballot_start="2031-05-05T09:00")
    assert 'value="2031-05-05T09:00"' in see(officer, plan, "dates")


def test_template_for_themes_names_the_pots_that_have_none(officer, pot):
    plan = filled(officer, pot)
    assert "made for pots of one theme" not in see(officer, plan)
    answer(officer, plan, "template", template="green_fund")
    shown = see(officer, plan)
    assert f"“{pot}” pays for every theme" in shown
    assert "Make the round" in shown
    pot.category = category("Trees")
    pot.save()
    shown = see(officer, plan)
    assert "made for pots of one theme" not in shown
    assert f"{pot} for Trees" in shown
