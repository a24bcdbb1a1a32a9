"""an index of the words of conversations with support, č as c, for the console's search (backend/tickets/search.py)"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ACCENTED, PLAIN = "čšžćđáéíóöőúüűäßČŠŽĆĐÁÉÍÓÖŐÚÜŰÄ", "cszcdaeiooouuuascszcdaeiooouuua"
PARTING = ".@/_-:+<>&\"'"
"""Else the parser takes an address, a path or a tag for one word."""


def upgrade() -> None:
    signs, spaces = PARTING.replace("'", "''"), " " * len(PARTING)
    op.execute(f"""
        CREATE FUNCTION backend.ticket_words(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
        to_tsvector('pg_catalog.simple'::regconfig, translate(lower(said), '{ACCENTED}{signs}', '{PLAIN}{spaces}'))
    """)
    op.execute("""
        CREATE INDEX ix_ticket_messages_words ON backend.ticket_messages USING gin (backend.ticket_words(body))
    """)


def downgrade() -> None:
    op.execute("DROP INDEX backend.ix_ticket_messages_words")
    op.execute("DROP FUNCTION backend.ticket_words(text)")
