"""Makes electorates, batches of codes and codes of residents for tests."""

from budgeting.ballots.codes.batches import make_batch
from budgeting.ballots.codes.models import Admission
from budgeting.ballots.codes.typed import code_key, new_code
from budgeting.models import Electorate, Round
from tests.factories.rounds import ProjectFactory, RoundFactory, RoundPotFactory, opened


def school_round(*, way: str = "code", children: bool = False, project: int = 9, **kwargs) -> Round:
    """An open round with a town pot (projects 1 to 3) and a pot of pupils (`project`).

    `children`: with a second electorate, of children who declare themselves.
    """
    round = RoundFactory(opens_to_codes=True, **kwargs)
    pupils = Electorate.objects.create(
        round=round,
        name="Pupils of Harbour School",
        way=way,
        age_bands="8 to 10\n11 to 13",
        schools="Harbour School",
    )
    share = RoundPotFactory(round=round, electorate=pupils)
    ProjectFactory(round=round, round_pot=share, number=project, cost=10_000)
    if children:
        Electorate.objects.create(round=round, name="Children", way="declaration", age_bands="8 to 10")
    return opened(round)


def batch_of(round: Round, officer, size: int = 3, **kwargs):
    """A batch of the round's electorate and its codes."""
    given = {"label": "Class 4b", "electorate": round.electorates.first(), **kwargs}
    return make_batch(actor=officer, round=round, size=size, **given)


def code_for(round: Round, identity) -> str:
    """A code that the desk made out to this person."""
    code = new_code()
    Admission.objects.create(key=code_key(round, code), round=round, identity=identity)
    return code
