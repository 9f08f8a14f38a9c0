"""Runs all that must hold before a change is shared; says what holds and what does not.

python tools/check.py               every check and the quick tests
python tools/check.py --everything  every check and every test
"""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-node.txt")


def main(everything: bool) -> int:
    """Run each check, then the tests; 0 if all hold."""
    failed = [name for name, check in CHECKS.items() if not holds(name, check)]
    quick = [] if everything else ["-m", "not browser and not slow"]
    tests = subprocess.run([PROGRAMS / "pytest", "-q", "-n", "2", *quick], cwd=CHECKOUT, check=False)
    if failed:
        print(f"These checks do not hold: {', '.join(failed)}.")
    return 1 if failed or tests.returncode != 0 else 0


def holds(name: str, check: Callable[[], str]) -> bool:
    """Run one check and tell how it went; a check answers with its complaints."""
    began = time.monotonic()
    complaints = check()
    verdict = "does not hold" if complaints else "holds"
    print(f"  {name}: {verdict} ({time.monotonic() - began:.0f} s)", flush=True)
    if complaints:
        print(complaints, flush=True)
    return not complaints


def program(*command: str) -> Callable[[], str]:
    """A check that is a program: it complains by its exit code."""

    def check() -> str:
        done = subprocess.run(
            [PROGRAMS / command[0], *command[1:]], cwd=CHECKOUT, capture_output=True, text=True, check=False
        )
        return "" if done.returncode == 0 else f"{done.stdout}{done.stderr}".strip() or f"exit code {done.returncode}"

    return check


def lock_files() -> str:
    """Locks hold versions and hashes, and no registry's address."""
    complaints = []
    for name in LOCKS:
        text = (CHECKOUT / name).read_text()
        if re.search(r"https?://|--(extra-)?index-url|--find-links", text):
            complaints.append(f"{name} holds an address: make it with --no-emit-index-url")
        for entry in re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)):
            if entry.strip() and "--hash=sha256:" not in entry:
                complaints.append(f"{name}: no hash for {entry.splitlines()[0]}")
    small, large = (
        dict(re.findall(r"^([\w.-]+)==(\S+)", (CHECKOUT / name).read_text(), re.MULTILINE)) for name in LOCKS[:2]
    )
    complaints += [
        f"{package} is {version} in {LOCKS[0]} but {large.get(package)} in {LOCKS[1]}"
        for package, version in small.items()
        if large.get(package) != version
    ]
    npm = (CHECKOUT / "package-lock.json").read_text()
    if re.search(r'"resolved"\s*:', npm):
        complaints.append(
            "package-lock.json holds addresses: `omit-lockfile-registry-resolved=true` is missing in .npmrc"
        )
    if '"integrity"' not in npm:
        complaints.append("package-lock.json holds no hashes")
    return "\n".join(complaints)


CHECKS: dict[str, Callable[[], str]] = {
    "lock files": lock_files,
    "style (ruff)": program("ruff", "check", "."),
    "form (ruff format)": program("ruff", "format", "--check", "."),
    "types (mypy)": program("mypy"),
    "who may know whom (import-linter)": program("lint-imports"),
    "templates (djlint)": program("djlint", "src", "--lint", "--quiet"),
    "Django's own checks": program("hamtaraz", "check", "--fail-level", "WARNING"),
    "migrations follow the models": program("hamtaraz", "makemigrations", "--check", "--dry-run"),
    "translations": program("python", "tools/messages.py", "check"),
}
if (CHECKOUT / "docs" / "generated").exists():
    CHECKS["generated documentation"] = program("hamtaraz", "docs", "--check")


if __name__ == "__main__":
    sys.exit(main(everything="--everything" in sys.argv[1:]))
