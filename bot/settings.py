"""Settings of the running service, read once from the environment; nothing else reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from email.headerregistry import Address
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import BadSetting
from bot.smtp import SmtpServer, sender

PROJECT_ROOT = Path(__file__).resolve().parent.parent


def _port(value: str) -> int:
    port = int(value)
    if not 1 <= port <= 65535:
        raise ValueError("a port lies between 1 and 65535")
    return port


def _count(value: str) -> int:
    count = int(value)
    if not 1 <= count <= 64:
        raise ValueError("a number of processes lies between 1 and 64")
    return count


def _optional_port(value: str) -> int | None:
    return _port(value) if value else None


def _flag(value: str) -> bool:
    if value.lower() in {"1", "yes", "true", "on"}:
        return True
    if value.lower() in {"0", "no", "false", "off"}:
        return False
    raise ValueError("write yes or no")


def _database_url(value: str) -> str:
    try:
        driver = make_url(value).drivername
    except ArgumentError as error:
        raise ValueError("not a database URL") from error
    if driver not in {"sqlite+aiosqlite", "postgresql+asyncpg"}:
        raise ValueError("use sqlite+aiosqlite:///file or postgresql+asyncpg://user@host/name")
    return value


def _path(value: str) -> Path:
    return Path(value).expanduser().resolve()


def _engine_url(value: str) -> str:
    if not value.startswith(("unix:", "http://")):
        raise ValueError("use unix:/path/to/socket or http://host:port on a private network")
    return value


def _smtp(value: str) -> SmtpServer | None:
    return SmtpServer.parse(value) if value else None


def _sender(value: str) -> Address | None:
    return sender(value) if value else None


def _setting(variable: str, default: str, cast: Callable[[str], Any], help_text: str) -> Any:
    metadata = {"variable": variable, "default": default, "cast": cast, "help": help_text}
    return field(metadata=metadata)


@dataclass(frozen=True)
class Settings:
    """Everything that can be configured; `describe` lists it for the README."""

    host: str = _setting("PASSERELLE_HOST", "127.0.0.1", str, "address that the web process binds")
    port: int = _setting("PASSERELLE_PORT", "8080", _port, "port that the web process binds")
    public_url: str = _setting(
        "PASSERELLE_PUBLIC_URL",
        "",
        str,
        "address that learners see, behind a proxy; empty: host and port",
    )
    database_url: str = _setting(
        "PASSERELLE_DATABASE_URL", "", str, "database; empty: SQLite in the state folder"
    )
    state_dir: Path = _setting(
        "PASSERELLE_STATE_DIR",
        str(PROJECT_ROOT / "var"),
        _path,
        "folder of database, secrets and logs",
    )
    model_dir: Path = _setting(
        "PASSERELLE_MODEL_DIR", str(PROJECT_ROOT / "models"), _path, "folder of trained models"
    )
    engine_url: str = _setting(
        "PASSERELLE_ENGINE_URL",
        "",
        str,
        "engine to call; empty: `passerelle up` starts one on a Unix socket",
    )
    engine_workers: int = _setting(
        "PASSERELLE_ENGINE_WORKERS", "1", _count, "engine workers forked after loading"
    )
    web_workers: int = _setting(
        "PASSERELLE_WEB_WORKERS", "1", _count, "web processes (more than one needs PostgreSQL)"
    )
    metrics_port: int | None = _setting(
        "PASSERELLE_METRICS_PORT", "", _optional_port, "loopback port of /metrics; empty: off"
    )
    demo: bool = _setting(
        "PASSERELLE_DEMO", "yes", _flag, "serve /demo and load the demonstration organisation"
    )
    secure_cookies: bool = _setting(
        "PASSERELLE_SECURE_COOKIES",
        "no",
        _flag,
        "mark desk cookies Secure (switch on behind HTTPS)",
    )
    smtp: SmtpServer | None = _setting(
        "PASSERELLE_SMTP_URL",
        "",
        _smtp,
        "mail server for summaries, `smtp://user:password@host:587` (STARTTLS; none on loopback) "
        "or `smtps://...:465`; empty: no mail",
    )
    mail_from: Address | None = _setting(
        "PASSERELLE_MAIL_FROM", "", _sender, "sender of that mail, `Name <name@host>`; set both"
    )
    log_level: str = _setting(
        "PASSERELLE_LOG_LEVEL", "info", str.lower, "debug, info, warning or error"
    )

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """Read every setting from *environ*.

        Raises:
            BadSetting: a value cannot be read; the error names the variable and the value.
        """
        values = {f.name: _cast(f.metadata, environ) for f in fields(cls)}
        settings = cls(**values)
        settings._check()
        return settings

    @property
    def database(self) -> str:
        """The database URL that is in force."""
        return self.database_url or f"sqlite+aiosqlite:///{self.state_dir / 'passerelle.db'}"

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the service, without a trailing slash."""
        if self.public_url:
            return self.public_url.rstrip("/")
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    def _check(self) -> None:
        if self.database_url:
            _checked("PASSERELLE_DATABASE_URL", self.database_url, _database_url)
        if self.engine_url:
            _checked("PASSERELLE_ENGINE_URL", self.engine_url, _engine_url)
        if self.log_level not in {"debug", "info", "warning", "error"}:
            raise BadSetting(
                "PASSERELLE_LOG_LEVEL", self.log_level, "use debug, info, warning or error"
            )
        self._check_mail()
        if self.web_workers > 1 and self.database.startswith("sqlite"):
            raise BadSetting(
                "PASSERELLE_WEB_WORKERS",
                str(self.web_workers),
                "several web processes need PostgreSQL",
            )

    def _check_mail(self) -> None:
        if self.smtp and not self.mail_from:
            raise BadSetting("PASSERELLE_MAIL_FROM", "", "mail needs a sender, set it too")
        if self.mail_from and not self.smtp:
            raise BadSetting("PASSERELLE_SMTP_URL", "", "mail needs a server, set it too")


def _cast(metadata: Mapping[str, Any], environ: Mapping[str, str]) -> Any:
    variable = metadata["variable"]
    return _checked(variable, environ.get(variable, metadata["default"]), metadata["cast"])


def _checked(variable: str, value: str, cast: Callable[[str], Any]) -> Any:
    try:
        return cast(value)
    except ValueError as error:
        raise BadSetting(variable, _without_password(value), str(error)) from error


def _without_password(value: str) -> str:
    """*value* as a terminal and a log may show it."""
    return re.sub(r":.*@", ":***@", value, flags=re.DOTALL)


def describe() -> list[tuple[str, str, str]]:
    """Rows of (variable, default, help), in order; the README's table is tested against them."""
    return [
        (f.metadata["variable"], f.metadata["default"], f.metadata["help"])
        for f in fields(Settings)
    ]
