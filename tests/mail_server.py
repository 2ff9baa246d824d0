"""A mail server on a socket that keeps what it is handed and refuses what a test tells it to."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path

from aiosmtpd import smtp
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from catalog.db import utcnow

TAKEN = "250 OK"


class MailServer:
    """The server.

    Attributes:
        letters: what was handed in, oldest first.
        recipients: to whom, by the envelope.
        encrypted: for each letter, whether it came over TLS.
        logins: users and passwords that were shown.
        to_recipient: the answer to each recipient.
        to_letter: the answer to each letter; it is kept only if this begins with 2.
    """

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.encrypted: list[bool] = []
        self.logins: list[tuple[bytes, bytes]] = []
        self.to_recipient = self.to_letter = TAKEN
        self.port = 0

    @property
    def url(self) -> str:
        """As `PASSERELLE_SMTP_URL` names it."""
        return f"smtp://127.0.0.1:{self.port}"

    @contextlib.asynccontextmanager
    async def running(
        self, tls: ssl.SSLContext | None = None, *, starttls: bool = False, login: bool = False
    ) -> AsyncIterator[MailServer]:
        """Serve until the block ends: over TLS from the first byte, or once asked to."""

        def connected() -> smtp.SMTP:
            return smtp.SMTP(
                self,
                hostname="mail.test",
                tls_context=tls if starttls else None,
                require_starttls=starttls,
                auth_required=login,
                auth_require_tls=starttls,
                authenticator=self._authenticate,
            )

        loop = asyncio.get_running_loop()
        at_once = None if starttls else tls
        server = await loop.create_server(connected, "127.0.0.1", self.port, ssl=at_once)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()

    def _authenticate(
        self, _server: smtp.SMTP, _session: Session, _envelope: Envelope, _how: str, data: object
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login, data.password))
        return AuthResult(success=data.password == b"secret", handled=False)

    async def handle_RCPT(  # noqa: N802  aiosmtpd's names
        self,
        _server: smtp.SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if self.to_recipient.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient.format(address=address)

    async def handle_DATA(  # noqa: N802
        self, server: smtp.SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.to_letter.startswith("2"):
            assert isinstance(envelope.content, bytes)
            letter = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(letter, EmailMessage)
            self.letters.append(letter)
            self.recipients.append(list(envelope.rcpt_tos))
            assert server.transport is not None
            self.encrypted.append(server.transport.get_extra_info("cipher") is not None)
        return self.to_letter


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's context for 127.0.0.1, and the certificate that a client must trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(utcnow() - timedelta(days=1))
        .not_valid_after(utcnow() + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "server.crt", folder / "server.key"
    public.write_bytes(built.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(public, private)
    return context, public
