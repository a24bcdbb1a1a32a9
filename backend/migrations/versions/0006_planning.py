"""when a provider's reminders were last looked at; the ledger's chats without a foreign key (docs/decisions/reminders.md)"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminder_looks",
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"],
            ["backend.providers.id"],
            name=op.f("fk_reminder_looks_provider_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("provider_id", name=op.f("pk_reminder_looks")),
        schema="backend",
    )
    op.drop_constraint("fk_outgoing_messages_chat_id", "outgoing_messages", schema="backend", type_="foreignkey")


def downgrade() -> None:
    op.create_foreign_key(
        "fk_outgoing_messages_chat_id",
        "outgoing_messages",
        "chats",
        ["chat_id"],
        ["id"],
        source_schema="backend",
        referent_schema="backend",
    )
    op.drop_table("reminder_looks", schema="backend")
