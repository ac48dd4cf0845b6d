"""What can go wrong in a count, each with the place and plain words."""


class AllocationError(ValueError):
    """An instance, profile, rule or tie rule that cannot be counted. `field` names what is wrong."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class PabulibError(AllocationError):
    """A fault in a Pabulib file: `line` and `column` count from 1 (0: no one place), `field` names column
    or key."""

    def __init__(self, line: int, field: str, problem: str, column: int = 0) -> None:
        super().__init__(field, problem)
        self.line = line
        self.column = column

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column else ""
        return f"line {self.line}{column}, {self.field}: {self.problem}"


class BundleError(AllocationError):
    """A published bundle that is incomplete, altered or does not recount to its result."""


class UnresolvedTie(AllocationError):  # noqa: N818 - the literature's word
    """A tie that changes, or may change, what is funded, where no tie rule was given.

    `projects` are the tied ids in code point order, `step` counts from 1, `matters` is "yes" or "may_matter".
    """

    def __init__(self, projects: tuple[str, ...], step: int, matters: str) -> None:
        super().__init__("tie rule", f"step {step}: {', '.join(projects)} are tied and no tie rule is given")
        self.projects = projects
        self.step = step
        self.matters = matters
