"""Time-based one-time passwords of an authenticator, exactly as RFC 6238 and RFC 4226 write them."""

from __future__ import annotations

import base64
import hmac
import secrets
from urllib.parse import quote

STEP_SECONDS = 30
DIGITS = 6
STEPS_EITHER_SIDE = 1
SECRET_BYTES = 20  # RFC 4226, section 4, R6


def code_at(secret: bytes, step: int, *, digits: int = DIGITS, algorithm: str = "sha1") -> str:
    """The code of one time step: HMAC of the step, truncated to `digits` decimal digits (RFC 4226, 5.3)."""
    digest = hmac.digest(secret, step.to_bytes(8, "big"), algorithm)
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**digits).zfill(digits)


def step_of(instant_seconds: int) -> int:
    """The time step an instant lies in, counted from 1970 in `STEP_SECONDS`."""
    return instant_seconds // STEP_SECONDS


def matching_step(secret: bytes, code: str, instant_seconds: int, *, after: int) -> int | None:
    """The step whose code this is, one step early or late allowed; None for a wrong code.

    Only steps later than `after` count: a code that was once taken is never taken again (RFC 6238, 5.2).
    """
    now = step_of(instant_seconds)
    for step in range(now - STEPS_EITHER_SIDE, now + STEPS_EITHER_SIDE + 1):
        if step > after and hmac.compare_digest(code_at(secret, step).encode(), code.encode()):
            return step
    return None


def new_secret() -> bytes:
    """A fresh secret of the length the RFC recommends."""
    return secrets.token_bytes(SECRET_BYTES)


def written(secret: bytes) -> str:
    """The secret as a person types it into an authenticator: base32 without padding."""
    return base64.b32encode(secret).decode().rstrip("=")


def address_of(secret: bytes, *, issuer: str, account: str) -> str:
    """The otpauth address that an authenticator reads from a QR code."""
    label = quote(f"{issuer}:{account}", safe="")
    return (
        f"otpauth://totp/{label}?secret={written(secret)}&issuer={quote(issuer, safe='')}"
        f"&algorithm=SHA1&digits={DIGITS}&period={STEP_SECONDS}"
    )
