"""Settings: defaults, what is refused and how it is said."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from bot.errors import BadSetting
from bot.settings import PROJECT_ROOT, Settings, describe

POSTGRESQL = "postgresql+asyncpg://user@host/name"


def test_nothing_has_to_be_set(tmp_path: Path) -> None:
    found = Settings.from_env({"PASSERELLE_STATE_DIR": str(tmp_path)})

    assert (found.host, found.port, found.address) == ("127.0.0.1", 8080, "http://127.0.0.1:8080")
    assert found.database == f"sqlite+aiosqlite:///{tmp_path}/passerelle.db"
    assert (found.demo, found.secure_cookies, found.metrics_port) == (True, False, None)


def test_values_are_read_in_their_types() -> None:
    found = Settings.from_env(
        {
            "PASSERELLE_PORT": "9000",
            "PASSERELLE_DEMO": "No",
            "PASSERELLE_SECURE_COOKIES": "TRUE",
            "PASSERELLE_METRICS_PORT": "9100",
            "PASSERELLE_LOG_LEVEL": "DEBUG",
            "PASSERELLE_DATABASE_URL": POSTGRESQL,
            "PASSERELLE_WEB_WORKERS": "4",
            "PASSERELLE_STATE_DIR": "~/state",
        }
    )

    assert (found.port, found.demo, found.secure_cookies) == (9000, False, True)
    assert (found.metrics_port, found.log_level, found.web_workers) == (9100, "debug", 4)
    assert (found.database, found.state_dir) == (POSTGRESQL, Path.home() / "state")


@pytest.mark.parametrize(
    ("host", "public", "expected"),
    [
        ("0.0.0.0", "", "http://127.0.0.1:8080"),
        ("::", "", "http://127.0.0.1:8080"),
        ("::1", "", "http://[::1]:8080"),
        ("192.0.2.1", "", "http://192.0.2.1:8080"),
        ("0.0.0.0", "https://desk.example.org/", "https://desk.example.org"),
    ],
)
def test_address_is_one_that_a_browser_can_open(host: str, public: str, expected: str) -> None:
    found = Settings.from_env({"PASSERELLE_HOST": host, "PASSERELLE_PUBLIC_URL": public})

    assert found.address == expected


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PASSERELLE_PORT", "0"),
        ("PASSERELLE_PORT", "70000"),
        ("PASSERELLE_PORT", "http"),
        ("PASSERELLE_METRICS_PORT", "-1"),
        ("PASSERELLE_ENGINE_WORKERS", "0"),
        ("PASSERELLE_WEB_WORKERS", "65"),
        ("PASSERELLE_WEB_WORKERS", "2"),  # the default database is SQLite
        ("PASSERELLE_DEMO", "perhaps"),
        ("PASSERELLE_LOG_LEVEL", "loud"),
        ("PASSERELLE_DATABASE_URL", "mysql://host/name"),
        ("PASSERELLE_DATABASE_URL", "not a url"),
        ("PASSERELLE_ENGINE_URL", "ftp://host"),
        ("PASSERELLE_SMTP_URL", "http://mail.example.org"),
        ("PASSERELLE_SMTP_URL", "mail.example.org:587"),
        ("PASSERELLE_SMTP_URL", "smtp://:587"),
        ("PASSERELLE_SMTP_URL", "smtp://mail.example.org:0x"),
        ("PASSERELLE_SMTP_URL", "smtp://mail.example.org/path"),
        ("PASSERELLE_MAIL_FROM", "nobody"),
        ("PASSERELLE_MAIL_FROM", "Guidance <nobody>"),
    ],
)
def test_unusable_value_is_refused_by_name(variable: str, value: str) -> None:
    with pytest.raises(BadSetting) as refused:
        Settings.from_env({variable: value})

    assert str(refused.value).startswith(f"{variable}={value!r}: ")


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"PASSERELLE_SMTP_URL": "smtp://127.0.0.1"}, "PASSERELLE_MAIL_FROM"),
        ({"PASSERELLE_MAIL_FROM": "guidance@example.org"}, "PASSERELLE_SMTP_URL"),
    ],
)
def test_mail_needs_a_server_and_a_sender(given: dict[str, str], missing: str) -> None:
    with pytest.raises(BadSetting) as refused:
        Settings.from_env(given)

    assert (refused.value.variable, "set it too" in str(refused.value)) == (missing, True)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PASSERELLE_SMTP_URL", "smtp://user:se/cret@mail.example.org"),
        ("PASSERELLE_SMTP_URL", "smtp:user:secret@mail.example.org"),
        ("PASSERELLE_SMTP_URL", "http://user:p@secret@mail.example.org"),
        ("PASSERELLE_DATABASE_URL", "mysql://user:secret@host/name"),
    ],
)
def test_a_refusal_does_not_repeat_a_password(variable: str, value: str) -> None:
    with pytest.raises(BadSetting) as refused:
        Settings.from_env({variable: value})

    told = f"{refused.value!r} {refused.value.value} {refused.value.__cause__!r}"
    assert "***@" in told
    assert "cret" not in told


def test_settings_can_be_shown_without_the_password() -> None:
    found = Settings.from_env(
        {
            "PASSERELLE_SMTP_URL": "smtp://user:secret@mail.example.org",
            "PASSERELLE_MAIL_FROM": "Guidance <guidance@example.org>",
        }
    )

    assert found.smtp is not None
    assert found.smtp.password == "secret"
    assert "secret" not in repr(found)


def test_every_setting_is_described_and_none_is_read_elsewhere() -> None:
    rows = describe()
    names = {variable for variable, _, _ in rows}
    readers = [
        path.relative_to(PROJECT_ROOT)
        for package in ("bot", "actions", "catalog")
        for path in (PROJECT_ROOT / package).rglob("*.py")
        if "os.environ[" in path.read_text(encoding="utf-8")
    ]

    assert len(rows) == len(names) == len(fields(Settings))
    assert all(variable.startswith("PASSERELLE_") and text for variable, _, text in rows)
    assert readers == []
