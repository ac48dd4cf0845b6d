"""The steps of writing a proposal: one thing a page."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from participation.kinds import registry
from participation.processes.models import Process
from participation.proposals.models import ProposalDraft
from participation.proposals.words_form import Fits, WordsForm


@dataclass(frozen=True)
class Step:
    """`key` stands in the address; `names` are the fields that the step asks for."""

    key: str
    title: Any
    names: tuple[str, ...] = ()


STEPS = (
    Step("what", _("Your idea"), ("title", "what")),
    Step("why", _("Why it matters"), ("why",)),
    Step("where", _("Where it is"), ("area", "place", "latitude", "longitude")),
    Step("who", _("Who it is for"), ("category", "who_for")),
    Step("cost", _("What it might cost"), ("rough_cost",)),
    Step("pictures", _("Pictures")),
    Step("documents", _("Documents")),
    Step("check", _("Look it over")),
)
KEYS = {step.key: number for number, step in enumerate(STEPS)}


def step_of(key: str) -> Step | None:
    return STEPS[KEYS[key]] if key in KEYS else None


def beside(step: Step, by: int) -> Step:
    """The step after (1) or before (-1); the last and the first stay."""
    return STEPS[min(max(KEYS[step.key] + by, 0), len(STEPS) - 1)]


def whole_form(author: Any, draft: ProposalDraft) -> WordsForm:
    """Everything that was typed, as one bound form: valid when it can be published."""
    return WordsForm(draft.words, fits=fits(author, draft.process))


def fits(author: Any, process: Process) -> Fits:
    """Whether the process has room for the place and the theme of this person's proposal."""
    return partial(registry.proposal_faults, author, process)


def step_with_error(form: WordsForm) -> Step | None:
    return next((step for step in STEPS if any(name in form.errors for name in step.names)), None)
