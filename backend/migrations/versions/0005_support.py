"""conversations with support: staff, files, tickets; a provider's group, exceptions of its hours, one-time links"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "canned_answers",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("shortcut", sa.String(length=40), nullable=False),
        sa.Column("text_sl", sa.String(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["backend.providers.id"], name=op.f("fk_canned_answers_provider_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_answers")),
        sa.UniqueConstraint("provider_id", "shortcut", name=op.f("uq_canned_answers_provider_id_shortcut")),
        schema="backend",
    )
    op.create_table(
        "handovers",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["backend.residents.id"], name=op.f("fk_handovers_resident_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_handovers")),
        schema="backend",
    )
    op.create_index(
        op.f("ix_backend_handovers_resident_id"), "handovers", ["resident_id"], unique=False, schema="backend"
    )
    op.create_table(
        "office_exceptions",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=True),
        sa.Column("closes", sa.Time(), nullable=True),
        sa.Column("note", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["backend.providers.id"], name=op.f("fk_office_exceptions_provider_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_exceptions")),
        sa.UniqueConstraint("provider_id", "day", "opens", name=op.f("uq_office_exceptions_provider_id_day_opens")),
        schema="backend",
    )
    op.create_index(
        op.f("ix_backend_office_exceptions_provider_id"),
        "office_exceptions",
        ["provider_id"],
        unique=False,
        schema="backend",
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("totp_secret", sa.String(), nullable=True),
        sa.Column("totp_step", sa.BigInteger(), nullable=True),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("telegram_id", sa.BigInteger(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["provider_id"], ["backend.providers.id"], name=op.f("fk_staff_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_staff_telegram_id")),
        schema="backend",
    )
    op.create_index(op.f("ix_backend_staff_provider_id"), "staff", ["provider_id"], unique=False, schema="backend")
    op.create_table(
        "staff_login_failures",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_login_failures")),
        schema="backend",
    )
    op.create_index(
        "ix_staff_login_failures_address", "staff_login_failures", ["address", "at"], unique=False, schema="backend"
    )
    op.create_table(
        "ticket_counters",
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["backend.providers.id"], name=op.f("fk_ticket_counters_provider_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("provider_id", name=op.f("pk_ticket_counters")),
        schema="backend",
    )
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.ForeignKeyConstraint(["provider_id"], ["backend.providers.id"], name=op.f("fk_audit_entries_provider_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["backend.staff.id"], name=op.f("fk_audit_entries_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
        schema="backend",
    )
    op.create_index("ix_audit_provider_at", "audit_entries", ["provider_id", "at"], unique=False, schema="backend")
    op.create_index("ix_audit_subject", "audit_entries", ["subject"], unique=False, schema="backend")
    op.create_table(
        "staff_sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["backend.staff.id"], name=op.f("fk_staff_sessions_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_sessions")),
        schema="backend",
    )
    op.create_index(
        op.f("ix_backend_staff_sessions_staff_id"), "staff_sessions", ["staff_id"], unique=False, schema="backend"
    )
    op.create_table(
        "stored_files",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("mime", sa.String(length=80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("store_key", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["resident_id"], ["backend.residents.id"], name=op.f("fk_stored_files_resident_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["backend.staff.id"], name=op.f("fk_stored_files_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_files")),
        sa.UniqueConstraint("store_key", name=op.f("uq_stored_files_store_key")),
        schema="backend",
    )
    op.create_index(
        op.f("ix_backend_stored_files_resident_id"), "stored_files", ["resident_id"], unique=False, schema="backend"
    )
    op.create_table(
        "tickets",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("link_id", sa.BigInteger(), nullable=True),
        sa.Column("topic", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("assigned_to", sa.BigInteger(), nullable=True),
        sa.Column("about", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("reply_token", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("away_said", sa.Boolean(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_tickets_rating")),
        sa.ForeignKeyConstraint(["assigned_to"], ["backend.staff.id"], name=op.f("fk_tickets_assigned_to")),
        sa.ForeignKeyConstraint(["chat_id"], ["backend.chats.id"], name=op.f("fk_tickets_chat_id")),
        sa.ForeignKeyConstraint(["link_id"], ["backend.links.id"], name=op.f("fk_tickets_link_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["backend.providers.id"], name=op.f("fk_tickets_provider_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["backend.residents.id"], name=op.f("fk_tickets_resident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("provider_id", "number", name=op.f("uq_tickets_provider_id_number")),
        sa.UniqueConstraint("reply_token", name=op.f("uq_tickets_reply_token")),
        schema="backend",
    )
    op.create_index(
        "ix_tickets_queue", "tickets", ["provider_id", "state", "changed_at"], unique=False, schema="backend"
    )
    op.create_index("ix_tickets_resident", "tickets", ["resident_id", "changed_at"], unique=False, schema="backend")
    op.create_index(
        "ix_tickets_changed", "tickets", ["provider_id", "changed_at", "id"], unique=False, schema="backend"
    )
    op.create_index(
        "ix_tickets_waiting",
        "tickets",
        ["provider_id", "waiting_since", "id"],
        unique=False,
        schema="backend",
        postgresql_where=sa.text("waiting_since IS NOT NULL"),
    )
    op.create_table(
        "ticket_messages",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(length=10), nullable=False),
        sa.Column("internal", sa.Boolean(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("staff_name", sa.String(length=80), nullable=True),
        sa.Column("via", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=250), nullable=True),
        sa.Column("album", sa.String(length=120), nullable=True),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("earlier", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("delivery", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["backend.staff.id"], name=op.f("fk_ticket_messages_staff_id")),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["backend.tickets.id"], name=op.f("fk_ticket_messages_ticket_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_messages")),
        sa.UniqueConstraint("source", name=op.f("uq_ticket_messages_source")),
        schema="backend",
    )
    op.create_index("ix_ticket_messages_ticket", "ticket_messages", ["ticket_id", "id"], unique=False, schema="backend")
    op.create_table(
        "ticket_topics",
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("group_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("owner", sa.String(length=60), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("after_message", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["backend.tickets.id"], name=op.f("fk_ticket_topics_ticket_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_ticket_topics")),
        sa.UniqueConstraint("group_id", "thread_id", name=op.f("uq_ticket_topics_group_id_thread_id")),
        schema="backend",
    )
    op.create_table(
        "ticket_files",
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["backend.stored_files.id"], name=op.f("fk_ticket_files_file_id")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["backend.ticket_messages.id"], name=op.f("fk_ticket_files_message_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("message_id", "file_id", name=op.f("pk_ticket_files")),
        schema="backend",
    )
    op.create_table(
        "ticket_posts",
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("group_id", sa.BigInteger(), nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["backend.ticket_messages.id"], name=op.f("fk_ticket_posts_message_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("message_id", "file_id", name=op.f("pk_ticket_posts")),
        schema="backend",
    )
    op.create_index(
        "ix_ticket_posts_place", "ticket_posts", ["group_id", "telegram_id"], unique=False, schema="backend"
    )
    op.add_column("providers", sa.Column("staff_group_id", sa.BigInteger(), nullable=True), schema="backend")
    op.add_column(
        "providers",
        sa.Column(
            "widget_origins", postgresql.ARRAY(sa.String(length=200)), server_default=sa.text("'{}'"), nullable=False
        ),
        schema="backend",
    )
    op.create_unique_constraint(op.f("uq_providers_staff_group_id"), "providers", ["staff_group_id"], schema="backend")


def downgrade() -> None:
    op.drop_constraint(op.f("uq_providers_staff_group_id"), "providers", schema="backend", type_="unique")
    op.drop_column("providers", "widget_origins", schema="backend")
    op.drop_column("providers", "staff_group_id", schema="backend")
    op.drop_index("ix_ticket_posts_place", table_name="ticket_posts", schema="backend")
    op.drop_table("ticket_posts", schema="backend")
    op.drop_table("ticket_files", schema="backend")
    op.drop_table("ticket_topics", schema="backend")
    op.drop_index("ix_ticket_messages_ticket", table_name="ticket_messages", schema="backend")
    op.drop_table("ticket_messages", schema="backend")
    op.drop_index("ix_tickets_waiting", table_name="tickets", schema="backend")
    op.drop_index("ix_tickets_changed", table_name="tickets", schema="backend")
    op.drop_index("ix_tickets_resident", table_name="tickets", schema="backend")
    op.drop_index("ix_tickets_queue", table_name="tickets", schema="backend")
    op.drop_table("tickets", schema="backend")
    op.drop_index(op.f("ix_backend_stored_files_resident_id"), table_name="stored_files", schema="backend")
    op.drop_table("stored_files", schema="backend")
    op.drop_index(op.f("ix_backend_staff_sessions_staff_id"), table_name="staff_sessions", schema="backend")
    op.drop_table("staff_sessions", schema="backend")
    op.drop_index("ix_audit_subject", table_name="audit_entries", schema="backend")
    op.drop_index("ix_audit_provider_at", table_name="audit_entries", schema="backend")
    op.drop_table("audit_entries", schema="backend")
    op.drop_table("ticket_counters", schema="backend")
    op.drop_index("ix_staff_login_failures_address", table_name="staff_login_failures", schema="backend")
    op.drop_table("staff_login_failures", schema="backend")
    op.drop_index(op.f("ix_backend_staff_provider_id"), table_name="staff", schema="backend")
    op.drop_table("staff", schema="backend")
    op.drop_index(op.f("ix_backend_office_exceptions_provider_id"), table_name="office_exceptions", schema="backend")
    op.drop_table("office_exceptions", schema="backend")
    op.drop_index(op.f("ix_backend_handovers_resident_id"), table_name="handovers", schema="backend")
    op.drop_table("handovers", schema="backend")
    op.drop_table("canned_answers", schema="backend")
