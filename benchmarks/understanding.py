"""``python -m benchmarks.understanding``: what a parse costs, beside reading one Telegram update as JSON, and what the model takes.

Each figure comes from a fresh process, so memory is the interpreter's own.
"""

import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median

from nlu.embedded import load_interpreter

HELDOUT = Path(__file__).parent.parent / "tests" / "nlu" / "heldout"
ROUNDS = 3
UPDATE = json.dumps(
    {
        "update_id": 1,
        "message": {
            "message_id": 2,
            "date": 1795770000,
            "from": {"id": 3, "is_bot": False, "first_name": "Janez", "language_code": "sl"},
            "chat": {"id": 3, "type": "private", "first_name": "Janez"},
            "text": "stanje 1834",
        },
    }
)


def resident_megabytes() -> float:
    """Of this process, now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def measure(cache: Path) -> None:
    """Prints the lines."""
    begun, before = time.process_time(), resident_megabytes()
    interpreter = load_interpreter(cache)
    loaded = time.process_time() - begun
    texts = [
        line.split("\t")[0]
        for path in sorted(HELDOUT.glob("*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    today = date(2026, 11, 27)
    for text in texts:
        interpreter.understand(text, today=today)
    parses: list[float] = []
    for text in texts * ROUNDS:
        at = time.process_time_ns()
        interpreter.understand(text, today=today)
        parses.append((time.process_time_ns() - at) / 1e6)
    updates: list[float] = []
    for _ in range(len(parses)):
        at = time.process_time_ns()
        json.loads(UPDATE)
        updates.append((time.process_time_ns() - at) / 1e6)
    ordered = sorted(parses)
    print(f"loaded in {loaded * 1000:.0f} ms of CPU, {resident_megabytes() - before:.0f} MB more beside numpy")
    slow = ordered[int(len(ordered) * 0.95)]
    print(f"parse, {len(texts)} held-out sentences: median {median(parses):.2f} ms, 95 % {slow:.2f} ms of CPU")
    print(
        f"an update as JSON: median {median(updates):.4f} ms; a parse is {median(parses) / median(updates):.0f} times that"
    )


def main() -> None:
    """Trains in one process, measures in another."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        subprocess.run(
            [
                sys.executable,
                "-c",
                f"from pathlib import Path; from nlu.embedded import load_interpreter; load_interpreter(Path({folder!r}))",
            ],
            check=True,
        )
        print(f"trained and kept in {time.perf_counter() - begun:.1f} s")
        subprocess.run([sys.executable, "-m", "benchmarks.understanding", folder], check=True)


if __name__ == "__main__":
    measure(Path(sys.argv[1])) if len(sys.argv) > 1 else main()
