"""Every code that a decision can carry and the numbers that go with it; the floors above word them."""

CODES: dict[str, tuple[str, ...]] = {
    "won_greedy": ("cost", "left", "votes", "score"),
    "won_shares": ("cost", "votes", "score", "share"),
    "won_greedy_end": ("cost", "left", "votes", "score"),
    "won_phragmen": ("cost", "left", "votes", "time"),
    "won_unsupported": ("cost", "left", "votes"),
    "won_ear": ("cost", "left", "votes", "rank", "support", "quota"),
    "lost_money": ("cost", "left", "votes", "score"),
    "lost_after_stop": ("cost", "left", "votes", "score"),
    "lost_threshold": ("cost", "left", "votes", "score"),
    "lost_shares": ("cost", "votes", "score", "money"),
    "lost_greedy_end": ("cost", "votes", "score", "money", "left"),
    "lost_no_support": ("cost", "votes"),
    "lost_too_dear": ("cost", "votes", "budget"),
    "lost_stopped": ("cost", "left", "votes"),
    "lost_ear": ("cost", "left", "votes", "support", "quota"),
    "lost_minimum_support": ("cost", "votes"),
    "lost_other_pot": ("cost", "votes"),
    "lost_conflict": ("cost", "votes"),
    "lost_needs": ("cost", "votes"),
    "lost_category": ("cost", "votes"),
}

MONEY = frozenset({"cost", "left", "share", "money", "budget"})
"""The names of numbers that are money, in the unit of the instance."""
