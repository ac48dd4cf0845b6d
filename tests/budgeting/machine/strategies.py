"""What runs are drawn from: voters, choices, keys and officers."""

from hypothesis import strategies as st

VOTERS = st.integers(0, 3)
# Some of these are no ballots: nothing chosen, a project that is not there, one of another pot, more than
# the pot holds.
CHOICES = st.lists(st.sampled_from([1, 2, 3, 8, 9]), max_size=4).map(tuple)
BALLOTS = st.sampled_from([(1,), (3,), (1, 2), (2, 3)])
# The last of these is spoiled: it costs more than the pot holds.
SLIPS = st.sampled_from([(1,), (2,), (1, 3), (1, 2, 3)])
KEYS = st.sampled_from(["first-retry-key", "second-retry-key"])
OFFICERS = st.sampled_from(["carol", "dave", "alice"])
