"""The installation's own secrets: made at the first start, kept in a file only its owner can read."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import secrets
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

from cryptography.fernet import Fernet

from bot.errors import BadSecrets

FILE_NAME = "secrets.json"
DIGEST_BYTES = 32


@dataclass(frozen=True)
class SecretStore:
    """Keys of one installation; none has a default.

    Attributes:
        contact_key: encrypts contact details (Fernet, url-safe base64).
        session_key: encrypts the desk's cookies (Fernet, url-safe base64).
        digest_key: keys the digests of tokens, codes and message bodies (hex, 256 bits).
    """

    contact_key: str = field(repr=False)
    session_key: str = field(repr=False)
    digest_key: str = field(repr=False)

    @classmethod
    def generate(cls) -> SecretStore:
        """Fresh random keys."""
        return cls(
            Fernet.generate_key().decode(),
            Fernet.generate_key().decode(),
            secrets.token_hex(DIGEST_BYTES),
        )

    @classmethod
    def load_or_create(cls, folder: Path) -> SecretStore:
        """Read the secrets in *folder*, making them at the first start.

        Raises:
            BadSecrets: the file is damaged; nothing is overwritten.
        """
        path = folder / FILE_NAME
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _put(cls.generate(), path)
        return cls._read(path)

    @classmethod
    def _read(cls, path: Path) -> SecretStore:
        try:
            store = cls(**json.loads(path.read_text(encoding="utf-8")))
            Fernet(store.contact_key)
            Fernet(store.session_key)
            usable = len(bytes.fromhex(store.digest_key)) == DIGEST_BYTES
        except (ValueError, TypeError, AttributeError) as error:
            raise BadSecrets(f"{path} is damaged: restore it from a backup") from error
        if not usable:
            raise BadSecrets(f"{path} is damaged: restore it from a backup")
        return store

    def digest(self, value: str) -> str:
        """Keyed digest (SHA-256, hex) of *value*: tells equality, gives nothing back."""
        return hmac.new(bytes.fromhex(self.digest_key), value.encode(), hashlib.sha256).hexdigest()

    def encrypt(self, value: str) -> bytes:
        """Encrypt a contact detail."""
        return Fernet(self.contact_key).encrypt(value.encode())

    def decrypt(self, ciphertext: bytes) -> str:
        """Give a contact detail back.

        Raises:
            cryptography.fernet.InvalidToken: encrypted with another key, or damaged.
        """
        return Fernet(self.contact_key).decrypt(ciphertext).decode()


def _put(store: SecretStore, path: Path) -> None:
    """Put the file there whole, or leave the one that another process was faster to put."""
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # mode 0600
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(store), file)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        os.unlink(draft)
