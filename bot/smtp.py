"""Where mail is handed in and in whose name; what counts as an e-mail address."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.headerregistry import Address
from ipaddress import ip_address
from typing import Literal
from urllib.parse import SplitResult, unquote, urlsplit

Security = Literal["tls", "starttls", "none"]
PORTS: dict[Security, int] = {"tls": 465, "starttls": 587, "none": 25}
FORM = "use smtp://user:password@host:587 or smtps://user:password@host:465, signs like / as %2F"
LONGEST_ADDRESS = 254
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
ADDRESS = re.compile(rf"(?=[^@]{{1,64}}@){ATOM}(?:\.{ATOM})*@(?:{LABEL}\.)+(?!\d+$){LABEL}")
"""Narrower than RFC 5322: no quotes, comments, blanks or bare hosts, so nothing can end a header."""


def is_address(text: str) -> bool:
    """Whether *text* is one e-mail address and nothing else."""
    return len(text) <= LONGEST_ADDRESS and ADDRESS.fullmatch(text) is not None


def sender(text: str) -> Address:
    """Read ``name@host`` or ``Name <name@host>``.

    Raises:
        ValueError: it is neither.
    """
    name, named, rest = text.strip().rpartition("<")
    spec = rest.removesuffix(">") if named else rest
    if not is_address(spec) or not name.isprintable():
        raise ValueError("use name@example.org or Name <name@example.org>")
    return Address(display_name=name.strip(' "'), addr_spec=spec)


@dataclass(frozen=True)
class SmtpServer:
    """A server that takes mail, and how far the line to it is trusted."""

    host: str
    port: int
    security: Security
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @classmethod
    def parse(cls, url: str) -> SmtpServer:
        """Read a URL; without encryption only on this machine.

        Raises:
            ValueError: it cannot be used; the words repeat nothing of it, it may hold a password.
        """
        parts, port = _split(url)
        host = parts.hostname or ""
        beside = parts.path.strip("/") or parts.query or parts.fragment
        if parts.scheme not in {"smtp", "smtps"} or not host or beside:
            raise ValueError(FORM)
        if bool(parts.username) != bool(parts.password):
            raise ValueError("name both user and password, or neither")
        security = _security(parts.scheme, host)
        user = unquote(parts.username or "") or None
        password = unquote(parts.password or "") or None
        return cls(host, port or PORTS[security], security, user, password)


def _split(url: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
        return parts, parts.port
    except ValueError:
        raise ValueError(FORM) from None


def _security(scheme: str, host: str) -> Security:
    if scheme == "smtps":
        return "tls"
    return "none" if _is_loopback(host) else "starttls"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
