"""How sure we can be that readers find a comment helpful: the order of "best first"."""

from math import sqrt

# The 97.5th percentile of the normal distribution: with 95 % confidence the true share lies in the interval.
Z = 1.96
WHOLE = 1_000_000


def helpful_score(helpful: int, unhelpful: int) -> int:
    """Lower end of the Wilson score interval for the share of helpful votes, in millionths, rounded down.

    One vote of one gives 206543, 10 of 10 give 722459, 5 of 10 give 236589, none gives 0: a few early votes
    do not beat many. Source: E. B. Wilson, "Probable inference, the law of succession, and statistical
    inference", Journal of the American Statistical Association 22 (1927), 209-212.
    """
    votes = helpful + unhelpful
    if helpful == 0:
        return 0
    share, square = helpful / votes, Z * Z
    centre = share + square / (2 * votes)
    spread = Z * sqrt(share * (1 - share) / votes + square / (4 * votes * votes))
    return int(WHOLE * (centre - spread) / (1 + square / votes))
