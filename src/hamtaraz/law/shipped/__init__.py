"""The directives that come with the house, each number with its clause; a province takes them over and changes them."""

from pathlib import Path


def shipped() -> dict[str, str]:
    """The text of every directive that comes with the house, by its key."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("*.toml"))}
