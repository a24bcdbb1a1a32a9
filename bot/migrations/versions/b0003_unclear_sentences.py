"""Sentences that nobody understood, for ninety days, without anything personal."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "b0003"
down_revision = "b0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unclear_sentences",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.Date(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("guesses", postgresql.JSONB(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unclear_sentences"),
        schema="bot",
    )
    op.create_index("ix_unclear_sentences_at", "unclear_sentences", ["at"], schema="bot")


def downgrade() -> None:
    op.drop_table("unclear_sentences", schema="bot")
