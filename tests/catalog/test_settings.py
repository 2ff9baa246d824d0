"""A bad setting is named with its value before anything starts."""

from __future__ import annotations

import pytest

from catalog.errors import BadSetting
from catalog.settings import DEFAULT_DATABASE_URL, CatalogSettings


@pytest.mark.parametrize("environ", [{}, {"PASSERELLE_DATABASE_URL": ""}])
def test_without_a_setting_the_default_is_taken(environ: dict[str, str]) -> None:
    assert CatalogSettings.from_env(environ).database_url == DEFAULT_DATABASE_URL


@pytest.mark.parametrize("url", ["nonsense", "mysql://localhost/x", "sqlite:///x.db"])
def test_a_bad_url_is_named(url: str) -> None:
    with pytest.raises(BadSetting) as caught:
        CatalogSettings.from_env({"PASSERELLE_DATABASE_URL": url})

    assert caught.value.variable == "PASSERELLE_DATABASE_URL"
    assert url in str(caught.value)


def test_a_password_is_not_printed() -> None:
    with pytest.raises(BadSetting) as caught:
        CatalogSettings.from_env({"PASSERELLE_DATABASE_URL": "mysql://me:secret@localhost/x"})

    assert "secret" not in str(caught.value)
