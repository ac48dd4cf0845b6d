"""A planned round, and the check of a proposal for it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from budgeting.rounds.assessing.actions import add_cost_line, answer_questions, start_assessment
from budgeting.rounds.assessing.questions import Question
from tests.factories.rounds import RoundFactory


@pytest.fixture
def round(db):
    """One pot of £500."""
    return RoundFactory(projects=1)


@pytest.fixture
def soon():
    return timezone.localdate() + timedelta(days=14)


@pytest.fixture
def check(carol, round, proposal, soon):
    return start_assessment(actor=carol, round=round, proposal=proposal, due=soon, officer=carol)


@pytest.fixture
def checked(carol, check):
    """Every question is answered with yes; it costs £300 and £20 a year."""
    answers = {question.value: ("yes", "") for question in Question}
    answer_questions(actor=carol, assessment=check, answers=answers)
    add_cost_line(actor=carol, assessment=check, label="Bench", amount=20_000)
    add_cost_line(actor=carol, assessment=check, label="Work", amount=10_000)
    add_cost_line(actor=carol, assessment=check, label="Paint", amount=2_000, yearly=True)
    check.refresh_from_db()
    return check
