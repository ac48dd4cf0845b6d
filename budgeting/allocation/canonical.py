"""An allocation as bytes that are the same on every machine: sorted keys, no spaces, exact numbers, one
line feed."""

import json
from fractions import Fraction
from typing import Any

from .numbers import Number, text_of
from .outcome import Allocation, Decision, PotOutcome, Step, TieMet


def number_value(value: Number | None) -> int | str | None:
    """Whole numbers as they are, others as exact text ("12.5", "1/3")."""
    return text_of(value) if isinstance(value, Fraction) else value


def decision_data(decision: Decision) -> dict[str, Any]:
    """One decision as plain data."""
    return {
        "project": decision.project,
        "funded": decision.funded,
        "code": decision.code,
        "step": decision.step,
        "numbers": {name: number_value(value) for name, value in decision.numbers},
        "others": list(decision.others),
        "pot": decision.pot,
    }


def tie_data(tie: TieMet) -> dict[str, Any]:
    """One tie as plain data."""
    return {"step": tie.step, "projects": list(tie.projects), "matters": tie.matters}


def _pot(pot: PotOutcome) -> dict[str, Any]:
    money = {name: number_value(getattr(pot, name)) for name in ("budget", "spent", "left", "moved")}
    return {"area": pot.area, "voters": pot.voters, **money}


def _step(step: Step) -> dict[str, Any]:
    return {
        "project": step.project,
        "price": number_value(step.price),
        "left": number_value(step.left),
        "phase": step.phase,
    }


def allocation_data(allocation: Allocation) -> dict[str, Any]:
    """The whole allocation as plain data (dict, list, str, int, None)."""
    return {
        "rule": allocation.rule,
        "budget": number_value(allocation.budget),
        "spent": number_value(allocation.spent),
        "left": number_value(allocation.left),
        "voters": allocation.voters,
        "funded": list(allocation.funded),
        "decisions": [decision_data(decision) for decision in allocation.decisions],
        "ties": [tie_data(tie) for tie in allocation.ties],
        "pots": [_pot(pot) for pot in allocation.pots],
        "trace": [_step(step) for step in allocation.trace],
        "endowment": number_value(allocation.endowment),
        "replaced_by": allocation.replaced_by,
    }


def canonical_bytes(data: object) -> bytes:
    """Plain data as canonical JSON: UTF-8, sorted keys, no spaces, ending in one line feed."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def allocation_bytes(allocation: Allocation) -> bytes:
    """The allocation as canonical JSON."""
    return canonical_bytes(allocation_data(allocation))
