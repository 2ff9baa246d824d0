"""What the assistant knows to say: facts, edited answers, help lines; and counts of changes.

Revision: 0003, after 0002. Made on 2026-11-25 16:14:03.619812.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "answer",
        sa.Column("need", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("variant", sa.String(length=40), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("plain", sa.Text(), nullable=True),
        sa.Column("short", sa.Text(), nullable=True),
        sa.Column("chips", JSON, nullable=True),
        sa.Column("facts", JSON, nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=120), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                "archived",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("source_date", sa.String(length=10), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("caveats", JSON, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("public_id", name=op.f("uq_answer_public_id")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_answer_need_language"), ["need", "language"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_answer_status"), ["status"], unique=False)

    op.create_table(
        "fact",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("texts", JSON, nullable=False),
        sa.Column("amount", JSON, nullable=True),
        sa.Column("audience", JSON, nullable=False),
        sa.Column("official_url", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum(
                "A",
                "B",
                "C",
                name="confidence",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("review_by", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=120), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                "archived",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("source_date", sa.String(length=10), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("caveats", JSON, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
        sa.UniqueConstraint("public_id", name=op.f("uq_fact_public_id")),
    )
    with op.batch_alter_table("fact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fact_country"), ["country"], unique=False)
        batch_op.create_index(batch_op.f("ix_fact_key_country"), ["key", "country"], unique=True)
        batch_op.create_index(batch_op.f("ix_fact_review_by"), ["review_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_fact_status"), ["status"], unique=False)

    op.create_table(
        "help_line",
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("names", JSON, nullable=False),
        sa.Column("hours", JSON, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=120), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                "archived",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("source_date", sa.String(length=10), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("caveats", JSON, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_line")),
        sa.UniqueConstraint("public_id", name=op.f("uq_help_line_public_id")),
    )
    with op.batch_alter_table("help_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_help_line_country"), ["country"], unique=False)
        batch_op.create_index(batch_op.f("ix_help_line_status"), ["status"], unique=False)

    op.create_table(
        "revision",
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("entity", name=op.f("pk_revision")),
    )


def downgrade() -> None:

    op.drop_table("revision")
    with op.batch_alter_table("help_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_help_line_status"))
        batch_op.drop_index(batch_op.f("ix_help_line_country"))

    op.drop_table("help_line")
    with op.batch_alter_table("fact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fact_status"))
        batch_op.drop_index(batch_op.f("ix_fact_review_by"))
        batch_op.drop_index(batch_op.f("ix_fact_key_country"))
        batch_op.drop_index(batch_op.f("ix_fact_country"))

    op.drop_table("fact")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_status"))
        batch_op.drop_index(batch_op.f("ix_answer_need_language"))

    op.drop_table("answer")
