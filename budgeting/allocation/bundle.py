"""The public bundle of a counted round: a manifest, one Pabulib file per pot and the result; written and
recounted.

See `docs/rules.md` for the recount in words. The same functions make the result's bytes at publication and
at recount.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from .areas import allocate
from .canonical import allocation_data, canonical_bytes, number_value
from .election import Election
from .engine import local_rule
from .errors import AllocationError, BundleError
from .instance import Instance, Leftover
from .numbers import Number, exact, plain
from .outcome import Allocation
from .pabulib_reader import read_pabulib
from .pabulib_writer import pabulib_bytes
from .rules import Rule, rule_named
from .ties import TieRule

FORMAT = "folkmoot-bundle/1"
MANIFEST, RESULT = "manifest.json", "result.json"


Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class PotBallots:
    """One pot of a round: its name (file name and key), its ballots, and whether it takes what areas
    leave."""

    name: str
    election: Election
    rule: Rule
    tie_rule: TieRule
    takes_leftover: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """A counted round: pots in counting order. `leftover` says what becomes of money that a pot leaves."""

    title: str
    currency: str
    pots: tuple[PotBallots, ...]
    leftover: Leftover = "stays"


def _nobody(name: str) -> None:
    """Who counts for nobody that waits."""


def count_round(round: Round, told: Told = _nobody) -> list[tuple[str, Allocation]]:
    """The allocation of each pot, in order; `told` hears the name of each as soon as it is counted.

    Raises AllocationError, UnresolvedTie.
    """
    moved: Number = 0
    counted = []
    for pot in round.pots:
        instance = pot.election.instance
        limit = plain(Fraction(instance.budget) + (moved if pot.takes_leftover else 0))
        rule = pot.rule
        if round.leftover == "next-best" and not pot.takes_leftover:
            rule = local_rule(rule)
        allocation = allocate(replace(instance, budget=limit), pot.election.profile, rule, pot.tie_rule)
        if not pot.takes_leftover and round.leftover != "stays":
            moved = plain(Fraction(moved) + allocation.left)
        elif pot.takes_leftover:
            moved = 0
        counted.append((pot.name, allocation))
        told(pot.name)
    return counted


def result_bytes(round: Round, told: Told = _nobody) -> bytes:
    """The published result.json: counts the round and words it canonically."""
    return _result_bytes(round, count_round(round, told))


def _result_bytes(round: Round, counted: Sequence[tuple[str, Allocation]]) -> bytes:
    pots = [{"name": name, **allocation_data(allocation)} for name, allocation in counted]
    return canonical_bytes({"format": FORMAT, "title": round.title, "currency": round.currency, "pots": pots})


def bundle_files(round: Round, told: Told = _nobody) -> dict[str, bytes]:
    """File name to bytes of the whole bundle: manifest.json, result.json and one .pb for each pot."""
    files = {f"{pot.name}.pb": pabulib_bytes(replace(pot.election, vote_rows=())) for pot in round.pots}
    if len(files) != len(round.pots) or any(not _plain_name(name) for name in files):
        raise BundleError("pots", "each pot needs a name of its own made of letters, digits, - and _")
    reread = replace(round, pots=tuple(_reread(pot, files[f"{pot.name}.pb"]) for pot in round.pots))
    files[RESULT] = result_bytes(reread, told)
    files[MANIFEST] = canonical_bytes(_manifest(round, files))
    return files


def _reread(pot: PotBallots, content: bytes) -> PotBallots:
    """The pot as a stranger will read it, so that what is published is what is counted."""
    return replace(pot, election=_with_rules_of(read_pabulib(BytesIO(content)), pot.election))


def _with_rules_of(read: Election, original: Election) -> Election:
    return _with_conditions(read, _conditions(original.instance))


def _conditions(instance: Instance) -> dict[str, Any]:
    """What a Pabulib file does not say about an instance."""
    return {
        "minimum_support": instance.minimum_support,
        "category_caps": [[name, number_value(cap)] for name, cap in instance.category_caps],
        "needs": {project.id: list(project.needs) for project in instance.projects if project.needs},
        "excludes": {project.id: list(project.excludes) for project in instance.projects if project.excludes},
    }


def _with_conditions(read: Election, said: Mapping[str, Any]) -> Election:
    needs, excludes = said["needs"], said["excludes"]
    projects = tuple(
        replace(p, needs=tuple(needs.get(p.id, ())), excludes=tuple(excludes.get(p.id, ())))
        for p in read.instance.projects
    )
    caps = tuple((str(name), exact(str(cap))) for name, cap in said["category_caps"])
    least = int(said["minimum_support"])
    return replace(
        read, instance=replace(read.instance, projects=projects, category_caps=caps, minimum_support=least)
    )


def write_bundle(round: Round, folder: str | Path) -> list[Path]:
    """Writes the bundle into `folder` (made if absent); the manifest comes last."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in bundle_files(round).items():
        paths.append(target / name)
        paths[-1].write_bytes(content)
    return paths


def _manifest(round: Round, files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "title": round.title,
        "currency": round.currency,
        "leftover": round.leftover,
        "result": {"file": RESULT, "sha256": sha256(files[RESULT]).hexdigest()},
        "pots": [
            {
                "name": pot.name,
                "file": f"{pot.name}.pb",
                "sha256": sha256(files[f"{pot.name}.pb"]).hexdigest(),
                "rule": pot.rule.name,
                "tie_rule": {
                    "kind": pot.tie_rule.kind,
                    "order": list(pot.tie_rule.order),
                    "seed": pot.tie_rule.seed,
                },
                "budget": number_value(pot.election.instance.budget),
                "conditions": _conditions(pot.election.instance),
                "takes_leftover": pot.takes_leftover,
            }
            for pot in round.pots
        ],
    }


def recount(manifest: str | Path) -> bytes:
    """Counts a published bundle again and gives the result's bytes.

    Raises BundleError when a file is missing, altered or wrong, or when the count gives another result.
    """
    path = Path(manifest)
    if path.is_dir():
        path = path / MANIFEST
    try:
        said = json.loads(path.read_bytes())
        round = _read_round(path.parent, said)
        published = _verified(path.parent, said["result"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        if isinstance(fault, AllocationError):
            raise
        raise BundleError(path.name, f"cannot be read ({_reason(fault)})") from None
    counted = result_bytes(round)
    if counted != published:
        raise BundleError(
            str(said["result"]["file"]), "the ballots give another result than the published one"
        )
    return counted


def _reason(fault: Exception) -> str:
    return f"{fault.args[0]} is missing" if isinstance(fault, KeyError) else str(fault)


def _verified(folder: Path, said: Mapping[str, Any]) -> bytes:
    name = str(said["file"])
    if not _plain_name(name):
        raise BundleError("file", f"{name!r} is not a plain file name")
    if not (folder / name).is_file():
        raise BundleError(name, "the file is missing")
    content = (folder / name).read_bytes()
    if sha256(content).hexdigest() != said["sha256"]:
        raise BundleError(name, "the file was altered: its SHA-256 is not the one in the manifest")
    return content


def _plain_name(name: str) -> bool:
    return bool(name) and all(mark.isalnum() or mark in "-_." for mark in name) and not name.startswith(".")


def _read_round(folder: Path, said: Mapping[str, Any]) -> Round:
    if said["format"] != FORMAT:
        raise BundleError("format", f"{said['format']!r} is not {FORMAT}")
    pots = tuple(_read_pot(folder, pot) for pot in said["pots"])
    return Round(str(said["title"]), str(said["currency"]), pots, said.get("leftover", "stays"))


def _read_pot(folder: Path, said: Mapping[str, Any]) -> PotBallots:
    election = read_pabulib(BytesIO(_verified(folder, said)))
    budget = exact(str(said["budget"]))
    if election.instance.budget != budget:
        raise BundleError(
            str(said["file"]), f"the budget is {election.instance.budget}, the manifest says {budget}"
        )
    election = _with_conditions(election, said["conditions"])
    tie = said["tie_rule"]
    tie_rule = TieRule(tie["kind"], tuple(tie.get("order", ())), tie.get("seed", ""))
    rule = rule_named(said["rule"], election.profile.kind)
    return PotBallots(str(said["name"]), election, rule, tie_rule, bool(said.get("takes_leftover", False)))
