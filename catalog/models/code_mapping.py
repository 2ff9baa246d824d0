"""What a code of a classification means for the catalog: editable, one row per code."""

from __future__ import annotations

from sqlalchemy import Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from catalog.models.columns import CODE_LENGTH, CatalogRow


class CodeMapping(CatalogRow):
    """A code, or the beginning of codes, and the field or level it stands for.

    Attributes:
        system: classification (``formacode``, ``nsf``, ``rome``, ``sun``, ``isced_f``), or
            ``award`` for names of awards.
        code: the code or its beginning; the longest that fits decides. An award's folded name.
        field: code of the field; None leaves it open.
        level: code of the level; None leaves it open.
        eqf_level: 1 to 8; None leaves it open.
    """

    __tablename__ = "code_mapping"
    __table_args__ = (UniqueConstraint("system", "code"),)

    system: Mapped[str] = mapped_column(String(CODE_LENGTH))
    code: Mapped[str] = mapped_column(String(120))
    field: Mapped[str | None] = mapped_column(String(CODE_LENGTH))
    level: Mapped[str | None] = mapped_column(String(CODE_LENGTH))
    eqf_level: Mapped[int | None] = mapped_column(Integer)
