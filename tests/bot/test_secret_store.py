"""The installation's secrets: made once, for their owner only, never replaced when damaged."""

from __future__ import annotations

import itertools
import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import pytest
from cryptography.fernet import InvalidToken

from bot.errors import BadSecrets
from bot.secret_store import FILE_NAME, SecretStore

GOOD = asdict(SecretStore.generate())


def test_secrets_are_made_once_and_only_their_owner_can_read_them(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        first = SecretStore.load_or_create(tmp_path / "state")
    finally:
        os.umask(before)
    mode = stat.S_IMODE((tmp_path / "state" / FILE_NAME).stat().st_mode)

    assert mode == 0o600
    assert SecretStore.load_or_create(tmp_path / "state") == first
    assert [path.name for path in (tmp_path / "state").iterdir()] == [FILE_NAME]


def test_processes_that_start_together_share_one_file(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(SecretStore.load_or_create, [tmp_path] * 64))

    assert len(set(found)) == 1


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"[]",
        b"null",
        b"{}",
        json.dumps(GOOD | {"more": 1}).encode(),
        json.dumps(GOOD | {"contact_key": "short"}).encode(),
        json.dumps(GOOD | {"session_key": None}).encode(),
        json.dumps(GOOD | {"digest_key": "abcd"}).encode(),
        json.dumps(GOOD | {"digest_key": 7}).encode(),
    ],
    ids=itertools.count(),  # the keys differ in every process
)
def test_damaged_file_is_refused_and_left_as_it_is(tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(damaged)

    with pytest.raises(BadSecrets, match="restore it from a backup"):
        SecretStore.load_or_create(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == damaged


def test_what_is_encrypted_comes_back_with_the_same_key_only() -> None:
    one, other = SecretStore.generate(), SecretStore.generate()
    ciphertext = one.encrypt("06 39 98 12 34")

    assert b"06 39" not in ciphertext
    assert one.decrypt(ciphertext) == "06 39 98 12 34"
    with pytest.raises(InvalidToken):
        other.decrypt(ciphertext)


def test_digests_tell_equality_and_differ_between_installations() -> None:
    one, other = SecretStore.generate(), SecretStore.generate()

    assert one.digest("token") == one.digest("token")
    assert len({one.digest("token"), one.digest("Token"), other.digest("token")}) == 3


def test_secrets_do_not_show_when_printed() -> None:
    store = SecretStore.generate()

    assert not any(value in repr(store) for value in asdict(store).values())
