"""Each act over its address, with what its form sends: {name in the matrix: world -> (address, data)}."""

from tests.abuse.acts import checks, codes, desk, me, money, office, paper, proposals, talk, verifying

ACTIONS = {}
for slice_acts in (talk, proposals, me, verifying, desk, office, money, paper, codes, checks):
    assert not ACTIONS.keys() & slice_acts.ACTIONS.keys()
    ACTIONS |= slice_acts.ACTIONS
