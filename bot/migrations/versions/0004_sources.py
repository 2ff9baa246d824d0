"""Where rows come from: sources, their readings and what they said; what codes mean.

Revision: 0004, after 0003. Made on 2026-11-25 19:22:00.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "code_mapping",
        sa.Column("system", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=120), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=True),
        sa.Column("level", sa.String(length=40), nullable=True),
        sa.Column("eqf_level", sa.Integer(), nullable=True),
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_mapping")),
        sa.UniqueConstraint("public_id", name=op.f("uq_code_mapping_public_id")),
        sa.UniqueConstraint("system", "code", name=op.f("uq_code_mapping_system_code")),
    )
    with op.batch_alter_table("code_mapping", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_code_mapping_status"), ["status"], unique=False)

    op.create_table(
        "source",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("format", sa.String(length=40), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=True),
        sa.Column("columns", JSON, nullable=False),
        sa.Column("key_columns", JSON, nullable=False),
        sa.Column("provider", sa.String(length=200), nullable=True),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("owns", sa.Boolean(), nullable=False),
        sa.Column("review_days", sa.Integer(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("fetch_at", sa.String(length=5), nullable=True),
        sa.Column("etag", sa.String(length=300), nullable=True),
        sa.Column("modified", sa.String(length=60), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("public_id", name=op.f("uq_source_public_id")),
    )
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_status"), ["status"], unique=False)

    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=120), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "applied",
                "undone",
                "refused",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("file_digest", sa.String(length=64), nullable=False),
        sa.Column("plan_digest", sa.String(length=64), nullable=False),
        sa.Column("report", JSON, nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_import_run_source_id_source")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
        sa.UniqueConstraint("public_id", name=op.f("uq_import_run_public_id")),
    )
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_run_source_id"), ["source_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_import_run_state"), ["state"], unique=False)

    op.create_table(
        "source_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("row_id", sa.String(length=120), nullable=False),
        sa.Column("values", JSON, nullable=False),
        sa.Column("previous", JSON, nullable=True),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_run.id"], name=op.f("fk_source_row_run_id_import_run")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_source_row_source_id_source")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_row")),
        sa.UniqueConstraint(
            "source_id", "entity", "key", name=op.f("uq_source_row_source_id_entity_key")
        ),
    )
    with op.batch_alter_table("source_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_row_row_id"), ["row_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_source_row_run_id"), ["run_id"], unique=False)

    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.add_column(sa.Column("run_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_change_run_id"), ["run_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_change_run_id_import_run"), "import_run", ["run_id"], ["id"]
        )

    with op.batch_alter_table("course", schema=None) as batch_op:
        batch_op.add_column(sa.Column("summaries", JSON, nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("codes", JSON, nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("review_by", sa.Date(), nullable=True))

    with op.batch_alter_table("offering", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ends_on", sa.Date(), nullable=True))

    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.add_column(sa.Column("review_by", sa.Date(), nullable=True))


def downgrade() -> None:

    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.drop_column("review_by")

    with op.batch_alter_table("offering", schema=None) as batch_op:
        batch_op.drop_column("ends_on")

    with op.batch_alter_table("course", schema=None) as batch_op:
        batch_op.drop_column("review_by")
        batch_op.drop_column("codes")
        batch_op.drop_column("summaries")

    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_change_run_id_import_run"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_change_run_id"))
        batch_op.drop_column("run_id")

    with op.batch_alter_table("source_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_row_run_id"))
        batch_op.drop_index(batch_op.f("ix_source_row_row_id"))

    op.drop_table("source_row")
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_run_state"))
        batch_op.drop_index(batch_op.f("ix_import_run_source_id"))

    op.drop_table("import_run")
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_status"))

    op.drop_table("source")
    with op.batch_alter_table("code_mapping", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_code_mapping_status"))

    op.drop_table("code_mapping")
