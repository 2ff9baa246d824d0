"""Mail servers and addresses: what is understood, what is refused."""

from __future__ import annotations

import pytest

from bot.smtp import SmtpServer, is_address, sender


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 587, "starttls", None, None)),
        ("smtp://u:p@mail.example.org:2525", ("mail.example.org", 2525, "starttls", "u", "p")),
        ("smtps://u:p%40%2F@mail.example.org", ("mail.example.org", 465, "tls", "u", "p@/")),
        (
            "smtp://u%40example.org:p@mail.test",
            ("mail.test", 587, "starttls", "u@example.org", "p"),
        ),
        ("smtp://127.0.0.1:1025", ("127.0.0.1", 1025, "none", None, None)),
        ("smtp://[::1]/", ("::1", 25, "none", None, None)),
        ("smtp://localhost", ("localhost", 25, "none", None, None)),
        ("smtps://127.0.0.1", ("127.0.0.1", 465, "tls", None, None)),
        ("smtp://10.0.0.5", ("10.0.0.5", 587, "starttls", None, None)),
        ("smtp://localhost.example.org", ("localhost.example.org", 587, "starttls", None, None)),
    ],
)
def test_line_is_bare_only_on_this_machine(url: str, expected: tuple[object, ...]) -> None:
    found = SmtpServer.parse(url)

    assert (found.host, found.port, found.security, found.user, found.password) == expected


@pytest.mark.parametrize("url", ["smtp://user@mail.test", "smtp://:secret@mail.test", "smtp://"])
def test_half_a_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"user"):
        SmtpServer.parse(url)


@pytest.mark.parametrize(
    "text", ["a@example.org", "anna.lind+studier@post.example.se", "o'neil@sub.example.co.uk"]
)
def test_addresses_of_people_are_addresses(text: str) -> None:
    assert is_address(text)
    assert sender(text).addr_spec == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "anna",
        "anna@",
        "@example.org",
        "anna@example",
        "anna@127.0.0.1",
        "anna@[127.0.0.1]",
        "anna@-example.org",
        "anna@example.org.",
        ".anna@example.org",
        "an..na@example.org",
        "anna lind@example.org",
        '"anna lind"@example.org',
        "anna@example.org,ben@example.org",
        "anna@example.org ben@example.org",
        "Anna <anna@example.org>",
        "anna@example.org\n",
        "anna@example.org\r\nBcc: ben@example.org",
        "anna\x00@example.org",
        "anna@exämple.org",
        "a" * 65 + "@example.org",
        "anna@" + "a." * 125 + "org",
    ],
)
def test_what_is_no_single_address_is_refused(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a@example.org", "a@example.org"),
        ("Région d’ici <a@example.org>", "Région d’ici <a@example.org>"),
        ('"Studies, Inc." <a@example.org>', '"Studies, Inc." <a@example.org>'),
    ],
)
def test_a_sender_may_have_a_name(text: str, shown: str) -> None:
    assert str(sender(text)) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Guidance <a@example.org>\r\nBcc: b@example.org",
        "Guidance\nBcc: b@example.org <a@example.org>",
        "<a@example.org> <b@example.org>>",
        "Guidance",
    ],
)
def test_a_sender_is_one_address(text: str) -> None:
    with pytest.raises(ValueError, match=r"^use name@"):
        sender(text)
