"""The rules once more, written plainly with fractions from the definitions: slow, and independent of the
engine."""

from fractions import Fraction

Ballots = list[tuple[dict[str, Fraction], int]]


def equal_shares(costs, budget, ballots: Ballots, *, by_cost, endowment=None, rank=None):
    """Ballots give grades; utility is the grade, times cost with `by_cost`. The funded ids in order, and
    prices."""
    rank = rank or {id: at for at, id in enumerate(sorted(costs))}
    voters = [(grades, count) for grades, count in ballots if count]
    n = sum(count for _, count in voters)
    if not n:
        return [], {}
    given = Fraction(budget) / n if endowment is None else Fraction(endowment)
    money = [given] * len(voters)
    support = {
        id: [(at, grades[id]) for at, (grades, _) in enumerate(voters) if grades.get(id, 0) > 0]
        for id in costs
    }
    funded = sorted((id for id in costs if costs[id] == 0 and support[id]), key=rank.__getitem__)
    prices = {}
    while True:
        best = None
        for id, supporters in support.items():
            if (
                id in funded
                or not supporters
                or sum(money[at] * voters[at][1] for at, _ in supporters) < costs[id]
            ):
                continue
            price = _price(costs[id], supporters, money, voters)
            key = (price / (costs[id] if by_cost else 1), rank[id])
            if best is None or key < best[0]:
                best = (key, id, price)
        if best is None:
            return funded, prices
        _, id, price = best
        funded.append(id)
        prices[id] = price
        for at, grade in support[id]:
            money[at] -= min(money[at], price * grade)


def _price(cost, supporters, money, voters):
    """Supporters in the order in which they run out of money."""
    left, grades = Fraction(cost), sum(grade * voters[at][1] for at, grade in supporters)
    for at, grade in sorted(supporters, key=lambda pair: money[pair[0]] / pair[1]):
        price = left / grades
        if money[at] >= price * grade:
            return price
        left -= money[at] * voters[at][1]
        grades -= grade * voters[at][1]
    raise AssertionError("supporters could not pay")


def add1(costs, budget, ballots: Ballots, *, by_cost=True, city=False, step=1, longest=10_000):
    """Both kinds of Add1, walked step by step."""
    n = sum(count for _, count in ballots)
    if not n:
        return []
    named = {id for grades, count in ballots if count for id in grades if grades[id] > 0}
    start = Fraction(budget) / n
    standing, _ = equal_shares(costs, budget, ballots, by_cost=by_cost)
    for turn in range(longest):
        left = budget - sum(costs[id] for id in standing)
        rest = [id for id in named if id not in standing and costs[id] > 0]
        if not rest if city else all(costs[id] > left for id in rest):
            return standing
        given = start // step * step + step * (turn + 1) if city else start + step * (turn + 1)
        funded, _ = equal_shares(costs, budget, ballots, by_cost=by_cost, endowment=given)
        if sum(costs[id] for id in funded) > budget:
            return standing
        standing = funded
    raise AssertionError("no end was found")


def phragmen(costs, budget, ballots, rank=None):
    """Ballots are (set of ids, count)."""
    rank = rank or {id: at for at, id in enumerate(sorted(costs))}
    loads = [Fraction(0)] * len(ballots)
    funded, left = [], Fraction(budget)
    while True:
        times = {}
        for id in costs:
            supporters = [at for at, (names, count) in enumerate(ballots) if id in names and count]
            if id in funded or costs[id] > budget:
                continue
            weight = sum(ballots[at][1] for at in supporters)
            owed = costs[id] + sum(loads[at] * ballots[at][1] for at in supporters)
            times[id] = (0, owed / weight) if weight else (1, 0)
        tied = [id for id in times if times[id] == min(times.values())]
        if not tied or any(costs[id] > left for id in tied):
            return funded
        id = min(tied, key=rank.__getitem__)
        for at, (names, _) in enumerate(ballots):
            if id in names:
                loads[at] = Fraction(times[id][1])
        funded.append(id)
        left -= costs[id]


def greedy(costs, budget, scores, rank=None, *, skip=True, density=False):
    """By score, or by score per cost."""
    rank = rank or {id: at for at, id in enumerate(sorted(costs))}

    def worth(id):
        if not scores[id]:
            return (0, 0)
        if density:
            return (2, 0) if not costs[id] else (1, Fraction(scores[id]) / costs[id])
        return (1, scores[id])

    funded, left = [], budget
    for id in sorted(costs, key=lambda id: ([-part for part in worth(id)], rank[id])):
        if costs[id] <= left:
            funded.append(id)
            left -= costs[id]
        elif not skip:
            break
    return funded
