"""Runs wrk, and reads from /proc what the servers and their database spent meanwhile."""

import json
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
# Each thread takes its own rows of the file: path, cookie, token and body, parted by tabs.
SCRIPT = """
local counter, threads = 0, {}
function setup(thread)
  thread:set("id", counter)
  counter = counter + 1
  table.insert(threads, thread)
end
local rows, at = {}, 0
function init(args)
  local number = 0
  for line in io.lines(args[1]) do
    if number % THREADS == id then rows[#rows + 1] = line end
    number = number + 1
  end
end
function request()
  at = at + 1
  local row = rows[(at - 1) % #rows + 1]
  local path, cookie, token, body = row:match("([^\\t]*)\\t([^\\t]*)\\t([^\\t]*)\\t(.*)")
  local headers = {["Accept"] = "text/html", ["Host"] = "127.0.0.1"}
  if cookie ~= "" then headers["Cookie"] = cookie end
  if token ~= "" then
    headers["X-CSRFToken"] = token
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    MORE
    return wrk.format("POST", path, headers, body)
  end
  return wrk.format("GET", path, headers)
end
function done(summary, latency, requests)
  local wrong = 0
  for _, thread in ipairs(threads) do wrong = wrong + (thread:get("wrong") or 0) end
  io.write("SUMMARY {\\"requests\\": " .. summary.requests ..
    ", \\"wrong\\": " .. wrong ..
    ", \\"seconds\\": " .. summary.duration / 1000000 ..
    ", \\"refused\\": " .. summary.errors.status .. ", \\"p50_ms\\": " .. latency:percentile(50) / 1000 ..
    ", \\"p99_ms\\": " .. latency:percentile(99) / 1000 .. "}\\n")
end
"""


@dataclass(frozen=True)
class Ask:
    """One request; with a `token` it is a post."""

    path: str
    cookie: str = ""
    token: str = ""
    body: str = ""

    def line(self) -> str:
        return "\t".join([self.path, self.cookie, self.token, self.body])


@dataclass(frozen=True)
class Figures:
    """`cpu_ms`: what server and database spent for one request; `rate`: what came, as busy as it was."""

    requests: int
    rate: float
    refused: int
    p50_ms: float
    p99_ms: float
    cpu_ms: float

    @property
    def on_two_cores(self) -> float:
        """Requests a second if both cores did nothing else."""
        return 2000 / self.cpu_ms


# Every post is answered by this, or it was not taken.
EXPECTING = """
wrong = 0
function response(status) if status ~= EXPECTED then wrong = wrong + 1 end end
"""


def load(
    port: int,
    asks: list[Ask],
    *,
    group: int,
    database: str,
    seconds: int = 5,
    threads: int = 2,
    htmx: bool = False,
    answer: int = 0,
) -> Figures:
    """`group` is the server's process group. Rows are asked in turn, again from the first after the last.

    Answers other than `answer` (where it is given) count as refused.
    """
    more = 'headers["HX-Request"] = "true"' if htmx else ""
    with tempfile.TemporaryDirectory() as folder:
        script, rows = Path(folder) / "ask.lua", Path(folder) / "rows"
        checking = EXPECTING.replace("EXPECTED", str(answer)) if answer else ""
        script.write_text(SCRIPT.replace("THREADS", str(threads)).replace("MORE", more) + checking)
        rows.write_text("\n".join(ask.line() for ask in asks * (threads if len(asks) < threads else 1)))
        before = spent(group, database)
        address = f"http://127.0.0.1:{port}/"
        command = [
            "wrk",
            f"-t{threads}",
            "-c8",
            f"-d{seconds}s",
            "--timeout",
            "20",
            "-s",
            str(script),
            address,
            "--",
            str(rows),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        used = spent(group, database) - before
    found = re.search(r"SUMMARY (.*)", done.stdout)
    if found is None:
        raise RuntimeError(done.stdout + done.stderr)
    said = json.loads(found[1])
    return Figures(
        requests=said["requests"],
        rate=said["requests"] / said["seconds"],
        refused=max(said["refused"], said["wrong"]),
        p50_ms=said["p50_ms"],
        p99_ms=said["p99_ms"],
        cpu_ms=1000 * used / max(1, said["requests"]),
    )


def spent(group: int, database: str) -> float:
    """CPU seconds so far of a process group and of PostgreSQL's processes for one database."""
    return sum(
        _seconds(stat) for stat in Path("/proc").glob("[0-9]*/stat") if _is_ours(stat, group, database)
    )


def _is_ours(stat: Path, group: int, database: str) -> bool:
    try:
        fields = stat.read_text().rsplit(")", 1)[1].split()
        title = (stat.parent / "cmdline").read_text()
    except OSError:
        return False
    is_database = bool(database) and title.startswith("postgres:") and f" {database} " in title
    return int(fields[2]) == group or is_database


def _seconds(stat: Path) -> float:
    try:
        fields = stat.read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS
