"""One election as a Pabulib file holds it: the instance, the profile and everything else the file said."""

from dataclasses import dataclass

from .instance import Instance
from .profile import Profile


@dataclass(frozen=True, slots=True)
class Election:
    """`meta`, `project_columns`/`project_rows` and `vote_columns`/`vote_rows` keep the file's own words,
    unknown keys included; `vote_rows` is empty unless voters were asked for. `notes` are faults that
    reading could pass over.
    """

    instance: Instance
    profile: Profile
    meta: tuple[tuple[str, str], ...]
    project_columns: tuple[str, ...]
    project_rows: tuple[tuple[str, ...], ...]
    vote_columns: tuple[str, ...] = ()
    vote_rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()

    def said(self, key: str) -> str:
        """The META value of `key`, or an empty text."""
        return dict(self.meta).get(key, "")
