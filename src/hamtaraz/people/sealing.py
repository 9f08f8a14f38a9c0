"""Keeps small secrets unreadable in the database: a copy of the tables alone opens nothing."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"hamtaraz: secrets of second factors"


def seal(secret: bytes) -> str:
    """`secret` encrypted and authenticated under a key derived from the installation's own secret."""
    return _locks().encrypt(secret).decode()


def unseal(sealed: str) -> bytes:
    """What was sealed here; a seal of another installation raises `cryptography.fernet.InvalidToken`."""
    return _locks().decrypt(sealed.encode())


def _locks() -> MultiFernet:
    """The lock of the present installation secret, then those of earlier ones, which still open."""
    return MultiFernet([_lock(str(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _lock(installation_secret: str) -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(installation_secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))
