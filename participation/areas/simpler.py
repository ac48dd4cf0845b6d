"""Fewer corners for an outline: those that change its line least go (Visvalingam and Whyatt, 1993)."""

import heapq


def simpler(ring: list[list[float]], most: int) -> list[list[float]]:
    """At most `most` corners of the ring, which keep their places and their order."""
    size = len(ring)
    before, after = [(i - 1) % size for i in range(size)], [(i + 1) % size for i in range(size)]
    there = [True] * size
    heap = [(_triangle(ring, before[i], i, after[i]), i) for i in range(size)]
    weight = [each[0] for each in heap]
    heapq.heapify(heap)
    left = size
    while left > most:
        area, i = heapq.heappop(heap)
        if not there[i] or area != weight[i]:
            continue  # an older weight of this corner
        there[i], left = False, left - 1
        before[after[i]], after[before[i]] = before[i], after[i]
        for near in (before[i], after[i]):
            # Never below what went already, or a line would go corner by corner.
            weight[near] = max(area, _triangle(ring, before[near], near, after[near]))
            heapq.heappush(heap, (weight[near], near))
    return [corner for i, corner in enumerate(ring) if there[i]]


def _triangle(ring: list[list[float]], a: int, b: int, c: int) -> float:
    (ay, ax), (by, bx), (cy, cx) = ring[a], ring[b], ring[c]
    return abs((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))
