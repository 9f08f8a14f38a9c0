"""Where one installation keeps what it alone knows: its keys, its uploads, its database."""

import os
import secrets
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]


def home() -> Path:
    """The state folder: HAMTARAZ_HOME, or `var/` in the checkout."""
    return Path(os.environ.get("HAMTARAZ_HOME") or CHECKOUT / "var").resolve()


def secret(folder: Path, name: str) -> str:
    """The secret kept in `folder/name`, made on first use; only its owner may read the file."""
    kept = folder / name
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(fresh, kept)  # whoever comes second keeps the first one's secret
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return kept.read_text()
