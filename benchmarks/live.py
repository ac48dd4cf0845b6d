"""How live numbers hold up under a crowd: PostgreSQL, Redis, uvicorn. A table, and JSON.

    python -m benchmarks.live [--json FILE] [--keep FOLDER] [--only crowd|quick|two]

crowd: 10,000 sockets on one topic of one process, 10 changes a second: from commit to the last socket.
quick: 4,000 sockets, 10 changes a second, each a frame of its own where there is time.
two: two socket processes side by side hold the same values.
The limit of open files is raised as far as this machine lets it be. A change is late until the socket has its
value or a newer one: numbers that come together are told together.
"""

import argparse
import json
import statistics
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from benchmarks.crowd import Crowd, raise_file_limit
from benchmarks.http import filled
from benchmarks.wrk import spent
from tests.running.places import REPOSITORY, Place, free_port
from tests.running.servers import Server, python, sockets

A_SECOND = 10
Numbers = dict[str, float]


def memory(server: Server) -> float:
    """Resident memory of a server process, KB."""
    assert server.process is not None
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return float(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


def measure(place: Place, count: int, changes: int, servers: int = 1) -> Numbers:
    """One crowd on `servers` processes, `changes` changes, A_SECOND each second."""
    running = [sockets(place, free_port()).start() for _each in range(servers)]
    crowd = Crowd()
    try:
        return _measure(place, running, crowd, count, changes)
    finally:
        crowd.close()
        for server in running:
            server.kill()


def _measure(place: Place, running: list[Server], crowd: Crowd, count: int, changes: int) -> Numbers:
    topic = json.loads(python(place, "-m", "benchmarks.changes", "TICKET"))
    groups = [server.process.pid for server in running if server.process]
    empty = [memory(server) for server in running]
    before = _cpu(groups)
    seconds = sum(crowd.connect(server.port, topic["ticket"], count // len(running)) for server in running)
    connecting = _cpu(groups) - before
    full = [memory(server) for server in running]
    crowd.came.clear()
    command = ["-m", "benchmarks.changes", "MOVE", str(topic["proposal"]), str(changes), str(A_SECOND)]
    moving = subprocess.Popen(
        [sys.executable, *command],
        cwd=REPOSITORY,
        env=place.environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    before = _cpu(groups)
    last = topic["value"] + changes
    crowd.listen(60 + changes / A_SECOND, until=last)
    used = _cpu(groups) - before
    commits = json.loads(moving.communicate()[0])
    return {
        "sockets": float(count),
        "connected a second": count / seconds,
        "cpu ms to connect one": 1000 * connecting / count,
        "KB a socket": sum(full[at] - empty[at] for at in range(len(full))) / count,
        "lost sockets": float(len(crowd.lost)),
        "cpu share while moving": used / (changes / A_SECOND),
    } | _lateness(crowd, commits, last)


def _lateness(crowd: Crowd, commits: list[tuple[float, int]], last: int) -> Numbers:
    """From each commit to the moment a socket knew: of all sockets, and of the last one."""
    every: list[float] = []
    to_last = [0.0] * len(commits)
    ended, backwards, frames = 0, 0, 0
    for seen in crowd.seen().values():
        frames += len(seen)
        backwards += any(later[1] < earlier[1] for earlier, later in pairwise(seen))
        ended += bool(seen) and seen[-1][1] == last
        at = 0
        for number, (moment, value) in enumerate(commits):
            while at < len(seen) and seen[at][1] < value:
                at += 1
            late = seen[at][0] - moment if at < len(seen) else float("inf")
            every.append(late)
            to_last[number] = max(to_last[number], late)
    every.sort()
    return {
        "sockets with the last value": float(ended),
        "sockets that went backwards": float(backwards),
        "frames a socket": frames / max(1, len(crowd.sockets)),
        "p50 ms": 1000 * statistics.median(every),
        "p99 ms": 1000 * every[int(len(every) * 0.99)],
        "p99 ms to the last socket": 1000 * sorted(to_last)[int(len(to_last) * 0.99)],
    }


def _cpu(groups: list[int]) -> float:
    return sum(spent(group, "") for group in groups)


PARTS = {"crowd": (10_000, 100, 1), "quick": (4_000, 100, 1), "two": (4_000, 50, 2)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument("--keep", type=Path, help="a folder for the filled site")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part (repeat for several)")
    parser.add_argument("--sockets", type=int, help="another number of sockets")
    options = parser.parse_args()
    print(f"Open files: up to {raise_file_limit()}")
    figures: dict[str, Numbers] = {}
    with filled(options.keep) as place:
        for part in options.only or PARTS:
            count, changes, servers = PARTS[part]
            figures[part] = measure(place, options.sockets or count, changes, servers)
            for name, value in figures[part].items():
                print(f"{part:6} {name:30} {value:12.2f}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")
    wrong = sum(
        found["sockets with the last value"] < found["sockets"] or found["sockets that went backwards"] > 0
        for found in figures.values()
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
