"""Where a request comes from, as far as that can be known behind the proxy of an installation."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The address of whoever asks, or "" where only a proxy is known.

    A proxy is a peer on this machine or in HAMTARAZ_PROXIES; the last address it adds to X-Forwarded-For is
    believed. To hold back everybody behind a proxy that names no address would be worse than to hold back nobody.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    if not _is_proxy(peer):
        return peer
    named = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
    return named if _is_address(named) else ""


def _is_proxy(peer: str) -> bool:
    if not _is_address(peer):  # a Unix socket
        return True
    address = ipaddress.ip_address(peer)
    return address.is_loopback or any(address in ipaddress.ip_network(proxy) for proxy in settings.PROXIES)


def _is_address(words: str) -> bool:
    try:
        ipaddress.ip_address(words)
    except ValueError:
        return False
    return True
