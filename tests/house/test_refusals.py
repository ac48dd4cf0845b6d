"""Whoever is refused reads why: no refusal is raised without a sentence."""

import ast
from pathlib import Path

FLOORS = ("participation", "budgeting", "cms")


def bare(source: str) -> list[int]:
    """Lines that raise PermissionDenied with nothing to say."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Raise)
        and (
            (isinstance(node.exc, ast.Name) and node.exc.id == "PermissionDenied")
            or (isinstance(node.exc, ast.Call) and _names(node.exc, "PermissionDenied") and not node.exc.args)
        )
    ]


def _names(call: ast.Call, name: str) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == name


def test_no_refusal_is_bare():
    found = {
        f"{path}:{line}"
        for floor in FLOORS
        for path in sorted(Path(floor).rglob("*.py"))
        for line in bare(path.read_text())
    }
    assert found == set()


def test_bare_refusals_are_found():
    assert bare("raise PermissionDenied\nraise PermissionDenied()\nraise PermissionDenied('No.')") == [1, 2]
