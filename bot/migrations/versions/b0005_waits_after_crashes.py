"""A turn whose process was killed twice is tried again after longer and longer waits; one that is given up gets its apology.

What kills its process does so each time. What was killed beside others is not: the waits take it away from them.
"""

from alembic import op

revision = "b0005"
down_revision = "b0004"
branch_labels = None
depends_on = None

AFTER = """
CREATE FUNCTION bot.after_fault(faults int, not_before timestamptz, at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
    -- if this try ends in a crash: the next one, after 5, 15, 45 and then 135 seconds
    SELECT CASE WHEN faults < 2 THEN not_before ELSE at + 5 * 3 ^ (least(faults, 5) - 2) * interval '1 second' END
$$
"""

TAKE = """
CREATE OR REPLACE FUNCTION bot.take_turn(
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
        UPDATE bot.turns t SET faults = t.faults + 1, not_before = bot.after_fault(t.faults, t.not_before, at)
            WHERE t.channel = of_channel AND t.key = of_key;
    END IF;
    RETURN NEXT;
END $$
"""
TAKE_BEFORE = """
CREATE OR REPLACE FUNCTION bot.take_turn(
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
    """A function more; those that were given up without an apology stay so."""
    op.execute(AFTER)
    op.execute(TAKE)
    op.execute("UPDATE bot.turns SET state = 'sent' WHERE state = 'failed'")


def downgrade() -> None:
    """The function as it was."""
    op.execute(TAKE_BEFORE)
    op.execute("DROP FUNCTION bot.after_fault")
