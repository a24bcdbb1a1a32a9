"""Conversations and the inbox of turns."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "b0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes both tables."""
    instant = sa.DateTime(timezone=True)
    json = postgresql.JSONB(none_as_null=True)
    op.create_table(
        "conversations",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("state", postgresql.JSONB(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("updated_at", instant, nullable=False),
        sa.Column("lease", sa.String(), nullable=True),
        sa.Column("lease_until", instant, nullable=True),
        sa.PrimaryKeyConstraint("channel", "chat", name=op.f("pk_conversations")),
        schema="bot",
    )
    op.create_table(
        "turns",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("turn", json, nullable=True),
        sa.Column("reply", json, nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("received_at", instant, nullable=False),
        sa.Column("not_before", instant, nullable=False),
        sa.Column("answered_at", instant, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turns")),
        sa.UniqueConstraint("channel", "key", name=op.f("uq_turns_channel_key")),
        schema="bot",
    )
    op.create_index(
        "ix_turns_open",
        "turns",
        ["channel", "chat", "id"],
        schema="bot",
        postgresql_where=sa.text("state = 'waiting'"),
    )


def downgrade() -> None:
    """Drops both tables."""
    op.drop_table("turns", schema="bot")
    op.drop_table("conversations", schema="bot")
