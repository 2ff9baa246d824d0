"""Contact details and identity numbers in what learners write: found, replaced; numbers of life are not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from sqlalchemy import select

from bot.conversations.contacts import drop_unneeded, protect
from bot.conversations.models import CallbackRequest, ContactDetail, Conversation
from bot.details import find_details
from bot.secret_store import SecretStore
from catalog.db import Database

STORE = SecretStore.generate()
REFERENCE = re.compile(r"⟦(phone|email|id):\d+⟧")

DETAILS = [
    # numbers from ranges reserved for fiction, and made-up identities with a right check digit
    ("appelez-moi au 06 39 98 12 34 svp", "FR", "phone", "06 39 98 12 34"),
    ("0639981234", "FR", "phone", "0639981234"),
    ("01.99.00.12.34", "FR", "phone", "01.99.00.12.34"),
    ("+33 6 39 98 12 34", "FR", "phone", "+33 6 39 98 12 34"),
    ("mon num +33639981234, merci", None, "phone", "+33639981234"),
    ("0692 12 34 56", "FR", "phone", "0692 12 34 56"),
    ("0601121236", "FR", "phone", "0601121236"),  # a Swedish number too, by its digits
    ("ring 070-174 06 35", "SE", "phone", "070-174 06 35"),
    ("+46 70 174 06 35", "SE", "phone", "+46 70 174 06 35"),
    ("bel 0470 12 34 56", "BE", "phone", "0470 12 34 56"),
    ("+32 470 12 34 56", "FR", "phone", "+32 470 12 34 56"),
    ("camille.d+x@mail.example.org, merci", "FR", "email", "camille.d+x@mail.example.org"),
    ("écrivez à zoé@exemple.fr.", "FR", "email", "zoé@exemple.fr"),
    ("nir 1 85 05 78 006 084 91", "FR", "id", "1 85 05 78 006 084 91"),
    ("185057800608491", "FR", "id", "185057800608491"),
    ("1 85 05 78 006 084", "FR", "id", "1 85 05 78 006 084"),
    ("née en Corse, 2 69 05 2A 588 157 17", "FR", "id", "2 69 05 2A 588 157 17"),
    ("850709-9805", "SE", "id", "850709-9805"),
    ("198507099805", "SE", "id", "198507099805"),
    ("8507099805", "SE", "id", "8507099805"),
    ("120606+1234", "SE", "id", "120606+1234"),
    ("samordningsnummer 850769-9802", "SE", "id", "850769-9802"),
    ("85.07.30-033.28", "BE", "id", "85.07.30-033.28"),
    ("rijksregisternummer 85073003328", "BE", "id", "85073003328"),
    ("bisnummer 98.47.28-997.65", "BE", "id", "98.47.28-997.65"),
]
LIFE = [
    ("j'ai 47 ans, 2 enfants et 20 ans de métier", "FR"),
    ("bac en 1998, BTS 1999-2001, puis 2010 à 2015", "FR"),
    ("2010-2015 puis 2016-2019", "FR"),
    ("j'habite 23000 Guéret", "FR"),
    ("je gagne 12 500 euros, entre 20 000 et 30 000 €", "FR"),
    ("1 234 567,89 €", "FR"),
    ("né le 12.05.1985, le 12/05/1985", "FR"),
    ("de 9 h 00 à 17 h 30, ou 08 00 - 17 00", "FR"),
    ("code RNCP 37391, ISBN 9780306406157", "FR"),
    ("180 hp, 120 yhp, 60 hp 2024-2025", "SE"),
    ("jag bor i 611 32 Nyköping", "SE"),
    ("25 000 kr i månaden, 300 000 000 kronor", "SE"),
    ("1985-05-12", "SE"),
    ("född 09-02-1966 eller 02 10 1966", "SE"),
    ("kl 08.00-17.00, 09:00-12:30", "SE"),
    ("le 09.02.1966", "FR"),
    ("8800 Roeselare, 180 studiepunten", "BE"),
    ("call 112 or 3114", None),
]


def of(country: str | None) -> Conversation:
    return Conversation(id="c1", organisation_id="demo", language="fr", country=country, last_seq=0)


class Kept:
    """Stands for a session: what was added to it."""

    def __init__(self) -> None:
        self.rows: list[ContactDetail] = []

    def add(self, row: ContactDetail) -> None:
        self.rows.append(row)


@pytest.mark.parametrize(("text", "country", "kind", "value"), DETAILS)
def test_detail_is_found_whole(text: str, country: str | None, kind: str, value: str) -> None:
    assert [(one.kind, one.value) for one in find_details(text, country)] == [(kind, value)]


@pytest.mark.parametrize(("text", "country"), LIFE)
def test_numbers_of_life_are_left_alone(text: str, country: str | None) -> None:
    assert find_details(text, country) == []


def test_identity_number_beside_a_phone_number_is_not_missed() -> None:
    found = find_details("850709-9805 070-174 06 35 a@example.org", "SE")

    assert [one.kind for one in found] == ["id", "phone", "email"]


def test_what_is_kept_is_encrypted_and_identity_numbers_are_not_kept_at_all() -> None:
    kept = Kept()
    text = protect(kept, STORE, of("FR"), "06 39 98 12 34, a@example.org, 185057800608491 !")  # type: ignore[arg-type]

    assert REFERENCE.sub(lambda match: match.group(1), text) == "phone, email, id !"
    assert [STORE.decrypt(row.ciphertext) for row in kept.rows] == [
        "06 39 98 12 34",
        "a@example.org",
    ]
    assert all(b"example" not in row.ciphertext for row in kept.rows)


@pytest.mark.parametrize(
    "typed", ["⟦phone:1⟧", "⟦⟦id:1⟧:2⟧", "⟦⟦⟦email:1⟧:1⟧:1⟧", "⟦ph⟦id:1⟧one:7⟧", "⟦⟦phone:1⟧:100⟧"]
)
def test_reference_that_a_learner_typed_is_none(typed: str) -> None:
    assert not REFERENCE.search(protect(Kept(), STORE, of("FR"), typed))  # type: ignore[arg-type]


@given(st.text(alphabet="⟦⟧:0123 phoneidmal", max_size=40))
@examples(max_examples=200, deadline=None, database=None)
def test_every_reference_in_a_text_is_one_of_ours(typed: str) -> None:
    kept = Kept()
    text = protect(kept, STORE, of(None), typed)  # type: ignore[arg-type]

    ours = {row.reference for row in kept.rows}
    assert all(match.group() in ours for match in REFERENCE.finditer(text) if "id" not in match[1])


async def test_details_are_forgotten_unless_a_call_was_asked_for(database: Database) -> None:
    async with database.write() as session:
        conversation = Conversation(organisation_id="demo", language="fr", country="FR", last_seq=0)
        session.add(conversation)
        await session.flush()
        text = protect(session, STORE, conversation, "06 39 98 12 34 ou a@example.org")
        phone = text.split()[0]
        wanted = CallbackRequest(
            conversation_id=conversation.id, name_ciphertext=b"", reference=phone, time_window=""
        )
        session.add(wanted)
        await session.flush()
        await drop_unneeded(session, conversation.id, up_to_seq=1)
    async with database.read() as session:
        left = (await session.execute(select(ContactDetail.reference))).scalars().all()

    assert left == [phone]
