"""Who is reminded, as SQL: everything that is due in one statement, however many there are.

Due means: inside the window, the step has begun, it was not sent, a working meter has no reading in this window, the resident
is linked, agreed to the terms, has a confirmed address and has not switched reminders off.

``:names`` and ``:begins`` hold the step that has begun: first the provider's, then those of residents' own lead times from one
day on; NULL where none has.

A row's ``cause`` is ``reminder:<link>:<closes>``, its ``dedupe_key`` that and ``:<step>:chat`` or ``:<step>:mail``. The ledger
runs by the database's clock: moments are written as spans from now, so a demo's standing clock or a host's wrong one does no harm.
"""

from sqlalchemy import TextClause, text

_COUNTS = "state IN ('valid', 'flagged')"

_MISSING = f"""
    SELECT place.payer_id, '[' || string_agg(
        '{{"id"\\: ' || meter.id || ', "service"\\: "' || meter.service || '", "serial"\\: ' || to_json(meter.serial)
        || ', "unit"\\: ' || to_json(meter.unit) || ', "decimals"\\: ' || meter.decimals
        || ', "value"\\: "' || COALESCE(newest.value, meter.start_value)
        || '", "day"\\: "' || COALESCE(newest.taken_on, meter.installed_on) || '"}}',
    ', ' ORDER BY meter.service, meter.serial) || ']' AS meters
    FROM backend.metering_points place
    JOIN backend.payers payer ON payer.id = place.payer_id
    JOIN backend.meters meter ON meter.metering_point_id = place.id AND meter.removed_on IS NULL
    LEFT JOIN LATERAL (
        SELECT value, taken_on FROM backend.readings
        WHERE meter_id = meter.id AND {_COUNTS} ORDER BY taken_on DESC, id DESC LIMIT 1
    ) newest ON true
    LEFT JOIN LATERAL (
        SELECT true AS found FROM backend.readings
        WHERE meter_id = meter.id AND {_COUNTS} AND source <> 'estimate' AND taken_on BETWEEN :opens AND :closes LIMIT 1
    ) read ON true
    WHERE payer.provider_id = :provider AND read.found IS NULL
"""  # noqa: S608 - constants
# by hand, json_build_object takes five times as long; laterals: by index, however long the histories are

_WANTED = """
    links.unlinked_at IS NULL AND resident.email IS NOT NULL AND COALESCE(settings.readings, true)
    AND EXISTS (
        SELECT FROM backend.consent_acts given
        WHERE given.resident_id = resident.id AND given.purpose = 'terms' AND given.version = :terms AND given.action = 'given'
            AND NOT EXISTS (
                SELECT FROM backend.consent_acts later
                WHERE later.resident_id = given.resident_id AND later.purpose = given.purpose
                    AND later.version = given.version AND later.id > given.id
            )
    )
"""

_DUE = f"""
WITH missing AS MATERIALIZED ({_MISSING} GROUP BY place.payer_id), told AS (
    SELECT links.id AS link_id, resident.id AS resident_id, resident.language, resident.email, payer.code,
        missing.meters, chat.id AS chat_id, chat.channel,
        (CAST(:names AS text[]))[COALESCE(settings.lead_days, 0) + 1] AS step,
        'reminder:' || links.id || ':' || CAST(:closes AS date) AS cause
    FROM missing
    JOIN backend.payers payer ON payer.id = missing.payer_id
    JOIN backend.links links ON links.payer_id = payer.id
    JOIN backend.residents resident ON resident.id = links.resident_id
    LEFT JOIN backend.reminder_settings settings ON settings.resident_id = resident.id
    LEFT JOIN backend.chats chat ON chat.resident_id = resident.id AND chat.reachable AND NOT EXISTS (
        SELECT FROM backend.chats later WHERE later.resident_id = chat.resident_id AND later.reachable
            AND (later.channel <> 'web', later.id) > (chat.channel <> 'web', chat.id)
    )
    WHERE {_WANTED} AND (CAST(:names AS text[]))[COALESCE(settings.lead_days, 0) + 1] IS NOT NULL AND (
        settings.changed_at IS NULL
        OR settings.changed_at < (CAST(:begins AS timestamptz[]))[COALESCE(settings.lead_days, 0) + 1]
    )
), due AS MATERIALIZED (
    SELECT told.*, row_number() OVER (ORDER BY link_id) - 1 AS number FROM told
    WHERE NOT EXISTS (
        SELECT FROM backend.outgoing_messages sent
        WHERE sent.dedupe_key = told.cause || ':' || told.step || '\\:chat'
            AND (told.chat_id IS NOT NULL OR sent.state NOT IN ('blocked', 'failed'))
    ) AND NOT EXISTS (
        SELECT FROM backend.outgoing_messages sent WHERE sent.dedupe_key = told.cause || ':' || told.step || '\\:mail'
    )
)
"""  # noqa: S608

# a withdrawn row gives its key free: what made it void may change again
WITHDRAWN = """
    state = 'dropped', dedupe_key = message.dedupe_key || ':' || message.id,
    content = jsonb_strip_nulls(jsonb_build_object('event', content->'event', 'subject', content->'subject'))
"""

LIST: TextClause = text(f"{_DUE} SELECT code, chat_id IS NULL AS by_mail FROM due ORDER BY number")  # noqa: S608
"""Payer codes of who is due, and how they are reached."""

PLAN: TextClause = text(f"""{_DUE}, head AS MATERIALIZED (
    SELECT '{{"event"\\:"reading-reminder","values"\\:{{"provider"\\:' || to_json(CAST(:provider_name AS text))
        || ',"closes"\\:"' || CAST(:closes AS date) || '","link"\\:"' AS said
), slot AS (
    SELECT due.*, width_bucket(number * CAST(:pace AS float8), CAST(:offsets AS float8[])) AS part FROM due
    WHERE chat_id IS NOT NULL
), replaced AS (
    UPDATE backend.outgoing_messages message SET {WITHDRAWN}, error = 'a later reminder took its place'
    FROM due WHERE message.cause = due.cause AND message.state = 'planned'
), planned AS (
    INSERT INTO backend.outgoing_messages
        (kind, dedupe_key, recipient, chat_id, content, state, attempts, not_before, expires_at, cause, created_at)
    SELECT 'push', cause || ':' || step || '\\:chat', channel, chat_id,
        ((SELECT said FROM head) || link_id || '","step"\\:"' || step || '","meters"\\:' || to_json(meters) || '}}}}')\\:\\:jsonb,
        'planned', 0,
        now() + ((CAST(:starts AS timestamptz[]))[part] - :now)
            + make_interval(secs => number * :pace - (CAST(:offsets AS float8[]))[part]),
        now() + (:deadline - CAST(:now AS timestamptz)), cause, :now
    FROM slot
    RETURNING not_before - now() AS after
)
SELECT count(*) AS planned, min(after) AS first, max(after) AS last FROM planned
""")  # noqa: S608
"""Plans everything that goes to a chat. Gives the count, and how long from now the first and the last go out."""

MAILS: TextClause = text(f"""{_DUE}
SELECT link_id, language, email, code, meters, step, cause FROM due WHERE chat_id IS NULL ORDER BY number LIMIT :limit
""")  # noqa: S608
"""Who is due and has no chat that can be reached: the backend renders mails itself, so these come in batches."""

ANY_WITHOUT_CHAT: TextClause = text("""
SELECT EXISTS (
    SELECT FROM backend.links links JOIN backend.payers payer ON payer.id = links.payer_id
    WHERE payer.provider_id = :provider AND links.unlinked_at IS NULL
        AND NOT EXISTS (SELECT FROM backend.chats WHERE resident_id = links.resident_id AND reachable)
)
""")
"""Whether ``MAILS`` is worth asking."""

MISSING_OF: TextClause = text(f"{_MISSING} AND place.payer_id = :payer GROUP BY place.payer_id")
"""The meters of one payer that have no reading yet."""

FOR_MANY: TextClause = text(
    "SELECT set_config('enable_nestloop', 'off', true), set_config('work_mem', '64MB', true), set_config('jit', 'off', true)"
)
"""For a large audience, till the transaction's end: every table is read once, and sorted in memory.

PostgreSQL would not choose so by itself: the ledger may look empty to its statistics when the first step is planned.
"""

AUDIENCE: TextClause = text("""
SELECT count(*) FROM backend.links links JOIN backend.payers payer ON payer.id = links.payer_id
WHERE payer.provider_id = :provider AND links.unlinked_at IS NULL
""")
"""How many may have to be told: what a step's begin is reckoned with."""

UNWANTED: TextClause = text(f"""
UPDATE backend.outgoing_messages message SET {WITHDRAWN}, error = 'not wanted any more'
FROM backend.links links
JOIN backend.residents resident ON resident.id = links.resident_id
LEFT JOIN backend.reminder_settings settings ON settings.resident_id = resident.id
WHERE message.kind IN ('push', 'mail') AND message.state = 'planned' AND message.not_before <= now() + :soon
    AND starts_with(message.cause, 'reminder:') AND links.id = CAST(split_part(message.cause, ':', 2) AS bigint) AND NOT ({_WANTED})
""")  # noqa: S608
"""Withdraws what is planned for residents who unlinked, withdrew consent or switched reminders off meanwhile.

Only what goes out ``:soon``: the next run sees to the rest.
"""

REST: TextClause = text("""
WITH late AS (
    SELECT message.id, row_number() OVER (ORDER BY not_before, message.id) - 1 AS number
    FROM backend.outgoing_messages message
    JOIN backend.links links ON links.id = CAST(split_part(message.cause, ':', 2) AS bigint)
    JOIN backend.payers payer ON payer.id = links.payer_id
    WHERE message.kind IN ('push', 'mail') AND message.state = 'planned' AND message.not_before <= now()
        AND starts_with(message.cause, 'reminder:') AND payer.provider_id = :provider
)
UPDATE backend.outgoing_messages message
SET not_before = now() + (:allowed - CAST(:now AS timestamptz)) + make_interval(secs => number * :pace)
FROM late WHERE late.id = message.id AND message.state = 'planned'
""")
"""At night, what should have gone out by day (a courier was away) waits for the next decent hour."""
