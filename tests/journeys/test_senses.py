"""The journeys' own senses: each control shows that what they look for would be noticed."""

import pytest

from tests.journeys.axe import outline_faults, violations
from tests.journeys.people import Household

pytestmark = pytest.mark.journey
HIDDEN_RING = "<style>button:focus { outline: none; }</style><button>Go</button>"
COVERED = '<div style="position: fixed; inset: 0; z-index: 1"></div><button>Go</button>'


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ('<button tabindex="-1">Go</button>', "never reaches"),
        (HIDDEN_RING, "no focus is visible"),
        (COVERED, "has the focus on"),
    ],
)
def test_keyboard_notices_what_cannot_be_used(markup, said, household: Household):
    person = household.visitor()
    person.page.set_content(markup)
    with pytest.raises(AssertionError, match=said):
        person.keys.press("button", "Go")


@pytest.mark.parametrize("scripts", [True, False])
def test_axe_notices_a_field_without_label(scripts, household: Household):
    person = household.visitor(scripts=scripts)
    person.page.set_content("<main><input></main>")
    found = violations(person.page, scripts=scripts)
    assert any(each.startswith("label:") for each in found)
    assert "0 of h1" in outline_faults(person.page)


def test_outside_request_and_script_error_are_noticed(household: Household):
    person = household.visitor()
    person.page.set_content('<img src="http://elsewhere.invalid/a.png" alt="">')
    person.page.evaluate("() => { setTimeout(() => { throw new Error('broken'); }); }")
    with person.page.expect_event("console"):
        person.page.evaluate("() => console.error('wrong')")
    words = "\n".join(person.faults)
    for said in ("outside request", "broken", "console: wrong"):
        assert said in words
    person.faults.clear()
