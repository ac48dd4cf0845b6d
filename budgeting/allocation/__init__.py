"""The allocation engine: exact, explained counts of participatory budgets. Pure Python and NumPy, usable on
its own."""

from .areas import allocate
from .bundle import PotBallots, Round, bundle_files, count_round, recount, result_bytes, write_bundle
from .canonical import allocation_bytes, allocation_data, canonical_bytes
from .compare import Portion, Summary, compare, summary
from .election import Election
from .errors import AllocationError, BundleError, PabulibError, UnresolvedTie
from .explanation import CODES, MONEY
from .instance import CITYWIDE, Area, Instance, Project, instance_of
from .margins import Margin, margin
from .outcome import Allocation, Decision, PotOutcome, Step, TieMet
from .pabulib_reader import read_pabulib
from .pabulib_writer import election_of, pabulib_bytes, write_pabulib
from .profile import Ballot, Profile, approval_profile, cumulative_profile, ordinal_profile
from .proportionality import Shortfall, ejr_plus
from .rules import RULES, Rule, rule_named
from .ties import TieRule, commitment_of, public_lot

__all__ = [
    "CITYWIDE",
    "CODES",
    "MONEY",
    "RULES",
    "Allocation",
    "AllocationError",
    "Area",
    "Ballot",
    "BundleError",
    "Decision",
    "Election",
    "Instance",
    "Margin",
    "PabulibError",
    "Portion",
    "PotBallots",
    "PotOutcome",
    "Profile",
    "Project",
    "Round",
    "Rule",
    "Shortfall",
    "Step",
    "Summary",
    "TieMet",
    "TieRule",
    "UnresolvedTie",
    "allocate",
    "allocation_bytes",
    "allocation_data",
    "approval_profile",
    "bundle_files",
    "canonical_bytes",
    "commitment_of",
    "compare",
    "count_round",
    "cumulative_profile",
    "ejr_plus",
    "election_of",
    "instance_of",
    "margin",
    "ordinal_profile",
    "pabulib_bytes",
    "public_lot",
    "read_pabulib",
    "recount",
    "result_bytes",
    "rule_named",
    "summary",
    "write_bundle",
    "write_pabulib",
]
