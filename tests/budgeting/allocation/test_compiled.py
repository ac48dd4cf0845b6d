"""The optional compiled helper: the same outcomes with and without it, to the last byte."""

import importlib.util
import random
import shutil

import pytest

from budgeting.allocation import RULES, AllocationError, allocate, allocation_bytes, compiled
from tests import elections
from tests.budgeting.allocation.fuzzing import election, tie_rule

SHARES = [name for name, rule in RULES.items() if rule.method == "equal-shares" and rule.score != "borda"]


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """The helper, freshly built."""
    if shutil.which("cc") is None and shutil.which("gcc") is None:
        pytest.skip("the compiled helper is not tried: this machine has no C compiler")
    pytest.importorskip("cffi", reason="the compiled helper is not tried: cffi is not installed")
    path = compiled.build(tmp_path_factory.mktemp("compiled"))
    spec = importlib.util.spec_from_file_location(compiled.NAME, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def both_ways(monkeypatch, library, *case):
    """The allocation without the helper and with it."""
    found = []
    for each in (None, library):
        monkeypatch.setattr(compiled, "library", each)
        found.append(allocation_bytes(allocate(*case)))
    return found


def test_small_elections_full_of_ties_come_out_the_same(monkeypatch, library):
    for seed in range(300):
        chance = random.Random(f"compiled {seed}")
        instance, profile = election(chance)
        rule = RULES[chance.choice(SHARES)]
        if rule.score == "score" and profile.kind != "ordinal":
            continue
        plain, quick = both_ways(monkeypatch, library, instance, profile, rule, tie_rule(chance, instance))
        assert plain == quick, (seed, rule.name)


@pytest.mark.skipif(not elections.present(), reason=elections.ABSENT)
def test_real_elections_come_out_the_same(monkeypatch, library):
    known = elections.expected()
    for file in sorted(file for file in known if known[file]["num_votes"] < 3000)[::9]:
        read = elections.election(file)
        for name in known[file]["rules"]:
            if RULES[name].method == "equal-shares" and known[file]["rules"][name].get("fast_s", 1) < 0.1:
                plain, quick = both_ways(monkeypatch, library, read.instance, read.profile, RULES[name])
                assert plain == quick, (file, name)


def test_a_machine_without_a_compiler_is_told(monkeypatch, tmp_path):
    pytest.importorskip("cffi")
    monkeypatch.setenv("CC", "no-such-compiler")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AllocationError, match="did not make it"):
        compiled.build(tmp_path)
