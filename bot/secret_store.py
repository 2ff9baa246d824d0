"""The installation's own secrets: made at the first start, kept in a file only its owner can read."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.fernet import Fernet

from bot.errors import BadSecrets

FILE_NAME = "secrets.json"


@dataclass(frozen=True)
class SecretStore:
    """Keys of one installation; none has a default.

    Attributes:
        contact_key: encrypts contact details (Fernet, url-safe base64).
        session_key: encrypts the desk's cookies (Fernet, url-safe base64).
        digest_key: keys the digests of tokens, codes and message bodies (hex, 256 bits).
    """

    contact_key: str
    session_key: str
    digest_key: str

    @classmethod
    def generate(cls) -> SecretStore:
        """Fresh random keys."""
        return cls(
            Fernet.generate_key().decode(), Fernet.generate_key().decode(), secrets.token_hex(32)
        )

    @classmethod
    def load_or_create(cls, folder: Path) -> SecretStore:
        """Read the secrets in *folder*, making them at the first start.

        Raises:
            BadSecrets: the file is damaged; nothing is overwritten.
        """
        path = folder / FILE_NAME
        folder.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return cls._read(path)
        fresh = cls.generate()
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(fresh), file)
        return fresh

    @classmethod
    def _read(cls, path: Path) -> SecretStore:
        try:
            return cls(**json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, TypeError) as error:
            raise BadSecrets(f"{path} is damaged: restore it from a backup") from error

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
