"""Every verb that the code writes into the audit log has plain words in the back office."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from cms.backoffice.audit_words import VERBS
from participation.moderation.models import Decision

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("participation", "budgeting", "cms")


def verbs_of(source: str) -> Iterator[str]:
    """The verbs of each `record(verb=...)`; of one that is a name, all texts that the file gives it."""
    tree = ast.parse(source)
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if isinstance(call.func, ast.Name) and call.func.id == "record":
            for keyword in call.keywords:
                if keyword.arg == "verb":
                    yield from _texts(keyword.value, tree)


def _texts(value: ast.expr, tree: ast.Module) -> Iterator[str]:
    match value:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=first, orelse=second):
            yield from _texts(first, tree)
            yield from _texts(second, tree)
        case ast.JoinedStr(
            values=[ast.FormattedValue(value=ast.Name(id="verdict")), ast.Constant(value=end)]
        ):
            yield from (f"{verdict}{end}" for verdict in Decision.Verdict.values)
        case ast.Name(id=name):
            yield from _named(name, tree)
        case _:
            raise AssertionError(f"write the verb as a text: {ast.unparse(value)}")


def _named(name: str, tree: ast.Module) -> Iterator[str]:
    """What the name stands for: assigned here, or handed to a function that takes it."""
    takers = {
        node.name: [arg.arg for arg in (*node.args.args, *node.args.kwonlyargs)]
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and name in [a.arg for a in (*node.args.args, *node.args.kwonlyargs)]
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == [name]:
            yield from _texts(node.value, tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in takers:
            given = dict(zip(takers[node.func.id], node.args, strict=False))
            given |= {keyword.arg: keyword.value for keyword in node.keywords}
            if name in given:
                yield from _texts(given[name], tree)


def files() -> Iterator[Path]:
    for floor in FLOORS:
        yield from (ROOT / floor).rglob("*.py")


def test_every_verb_has_words():
    said = {verb: file for file in files() for verb in verbs_of(file.read_text())}
    missing = {verb: str(file.relative_to(ROOT)) for verb, file in said.items() if verb not in VERBS}
    assert not missing, f"give these verbs plain words in cms/backoffice/audit_words.py: {missing}"


def test_no_words_stand_for_a_verb_that_nobody_writes():
    said = {verb for file in files() for verb in verbs_of(file.read_text())}
    assert set(VERBS) <= said


@pytest.mark.parametrize(
    ("source", "verbs"),
    [
        ('record(verb="paint_bench", actor=None)', {"paint_bench"}),
        ('verb = "paint" if new else "mend"\nrecord(verb=verb)', {"paint", "mend"}),
        (
            'def keep(thing, verb):\n    record(verb=verb)\nkeep(1, "paint")\nkeep(2, verb="mend")',
            {"paint", "mend"},
        ),
    ],
)
def test_verbs_are_found_however_they_are_written(source, verbs):
    assert set(verbs_of(source)) == verbs


def test_verb_that_cannot_be_read_is_refused():
    with pytest.raises(AssertionError, match="write the verb as a text"):
        list(verbs_of("record(verb=choose())"))
