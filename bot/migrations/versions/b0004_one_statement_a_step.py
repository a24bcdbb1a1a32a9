"""A turn is stored and its chat taken in one statement; bad tries are counted; indexes for what is looked for all the time."""

import sqlalchemy as sa
from alembic import op

revision = "b0004"
down_revision = "b0003"
branch_labels = None
depends_on = None

TAKE = """
CREATE FUNCTION bot.take_turn(
    of_channel text, of_chat text, of_key text, of_turn jsonb, blank jsonb, at timestamptz, new_owner text, span interval
) RETURNS TABLE (
    id bigint, state text, reply text, attempts int, faults int, not_before timestamptz, held boolean, go boolean, conversation text
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    -- the lock on the chat's row makes what follows, and so the order of ids, one after another within a chat
    SELECT c.state::text, c.lease IS NULL OR c.lease = new_owner OR c.lease_until IS NULL OR c.lease_until < clock_timestamp()
        INTO conversation, held FROM bot.conversations c WHERE c.channel = of_channel AND c.chat = of_chat FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO bot.conversations (channel, chat, state, updated_at) VALUES (of_channel, of_chat, blank, at)
            ON CONFLICT DO NOTHING;
        SELECT c.state::text, c.lease IS NULL OR c.lease = new_owner OR c.lease_until IS NULL OR c.lease_until < clock_timestamp()
            INTO conversation, held FROM bot.conversations c WHERE c.channel = of_channel AND c.chat = of_chat FOR UPDATE;
    END IF;
    INSERT INTO bot.turns AS t (channel, chat, key, turn, state, attempts, faults, received_at, not_before)
        VALUES (of_channel, of_chat, of_key, of_turn, 'waiting', 0, 0, at, at)
        ON CONFLICT (channel, key) DO NOTHING;
    SELECT t.id, t.state, t.reply::text, t.attempts, t.faults, t.not_before INTO id, state, reply, attempts, faults, not_before
        FROM bot.turns t WHERE t.channel = of_channel AND t.key = of_key;
    held := held AND state = 'waiting';
    go := held AND not_before <= at AND NOT EXISTS (
        SELECT FROM bot.turns t
        WHERE t.channel = of_channel AND t.chat = of_chat AND t.state = 'waiting' AND t.key <> of_key);
    IF held THEN
        UPDATE bot.conversations c SET lease = new_owner, lease_until = clock_timestamp() + span
            WHERE c.channel = of_channel AND c.chat = of_chat;
    END IF;
    IF go THEN
        UPDATE bot.turns t SET faults = t.faults + 1 WHERE t.channel = of_channel AND t.key = of_key;
    END IF;
    RETURN NEXT;
END $$
"""


def upgrade() -> None:
    """A column, a function, two indexes."""
    op.add_column("turns", sa.Column("faults", sa.Integer(), nullable=False, server_default="0"), schema="bot")
    op.execute(TAKE)
    op.create_index(
        "ix_turns_unsent", "turns", ["answered_at"], schema="bot", postgresql_where=sa.text("state = 'answered'")
    )
    op.create_index(
        "ix_turns_kept",
        "turns",
        ["answered_at"],
        schema="bot",
        postgresql_where=sa.text("state = 'sent' AND reply IS NOT NULL"),
    )


def downgrade() -> None:
    """Takes them away."""
    op.drop_index("ix_turns_kept", "turns", schema="bot")
    op.drop_index("ix_turns_unsent", "turns", schema="bot")
    op.execute("DROP FUNCTION bot.take_turn")
    op.drop_column("turns", "faults", schema="bot")
