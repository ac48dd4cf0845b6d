"""What a clerk types for a slip: quick to type, and what cannot be right is refused at once."""

import pytest
from django.core.exceptions import ValidationError

from budgeting.ballots.paper.forms_of import as_version, form_of_area
from budgeting.ballots.paper.typed import read_typed
from tests.factories.paper import paper_round

pytestmark = pytest.mark.django_db


def form(ballot_type):
    return form_of_area(paper_round(ballot_type=ballot_type), None)


@pytest.mark.parametrize(
    ("ballot_type", "text", "marks"),
    [
        ("approval", "3 1", (1, 3)),
        ("knapsack", " 2,3 ", (2, 3)),
        ("choose-1", "?2", ((2, "?"),)),
        ("approval", "1 ?3", (1, (3, "?"))),
        ("approval", "b", ((0, "blank"),)),
        ("approval", "U", ((0, "unreadable"),)),
        ("approval", "i", ((0, "named"),)),
        ("approval", "v", ((0, "other_form"),)),
        ("ordinal", "3 1 2", (3, 1, 2)),
        ("ordinal", "3 = 1 2", (3, (1, "="), 2)),
        ("cumulative", "3*4 1:1", ((1, "1"), (3, "4"))),
        ("cumulative", "?3 1*02", ((1, "2"), (3, "?"))),
    ],
)
def test_what_is_typed_becomes_marks_in_one_order(ballot_type, text, marks):
    assert read_typed(form(ballot_type), text) == marks


@pytest.mark.parametrize(
    ("ballot_type", "text"),
    [
        ("approval", ""),
        ("approval", "9"),
        ("approval", "1 1"),
        ("approval", "b 1"),
        ("approval", "1*2"),
        ("approval", "one"),
        ("approval", "٣"),
        ("approval", "-1"),
        ("approval", "n"),
        ("ordinal", "=1 2"),
        ("cumulative", "1 2"),
        ("cumulative", "1*x"),
    ],
)
def test_what_cannot_stand_on_the_slip_is_refused_with_a_sentence(ballot_type, text):
    with pytest.raises(ValidationError) as refusal:
        read_typed(form(ballot_type), text)
    assert refusal.value.message_dict["slip"][0].endswith(".")


def test_a_version_is_read_as_typed_and_as_scanned():
    version = form("approval").version
    for typed in (
        version,
        version.lower(),
        version.replace("-", " "),
        f"https://x.example/r/?form={version}",
    ):
        assert as_version(typed) == version
