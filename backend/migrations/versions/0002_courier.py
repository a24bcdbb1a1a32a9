"""outgoing messages expire, have a cause, and survive a courier's crash with a known end; couriers hold a lease"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table = "outgoing_messages"
    op.add_column(table, sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True), schema="backend")
    op.add_column(table, sa.Column("cause", sa.String(length=120), nullable=True), schema="backend")
    op.add_column(
        table, sa.Column("recoveries", sa.Integer(), server_default=sa.text("0"), nullable=False), schema="backend"
    )
    op.drop_index("ix_outgoing_due", table_name=table, schema="backend")
    for name, columns, where in (
        ("ix_outgoing_due", ["kind", "not_before", "id"], "state = 'planned'"),
        ("ix_outgoing_held", ["kind", "lease_until"], "state = 'sending'"),
        ("ix_outgoing_expiry", ["expires_at"], "state = 'planned' AND expires_at IS NOT NULL"),
        ("ix_outgoing_cause", ["cause"], "state = 'planned' AND cause IS NOT NULL"),
    ):
        op.create_index(name, table, columns, unique=False, schema="backend", postgresql_where=sa.text(where))
    op.create_table(
        "courier_leases",
        sa.Column("token_key", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("owner", sa.String(length=60), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("token_key", name=op.f("pk_courier_leases")),
        schema="backend",
    )


def downgrade() -> None:
    table = "outgoing_messages"
    op.drop_table("courier_leases", schema="backend")
    # what the older version knows: everything that ended without being sent has failed
    op.execute("UPDATE backend.outgoing_messages SET state = 'failed' WHERE state IN ('dropped', 'unknown', 'blocked')")
    for name in ("ix_outgoing_cause", "ix_outgoing_expiry", "ix_outgoing_held", "ix_outgoing_due"):
        op.drop_index(name, table_name=table, schema="backend")
    op.create_index(
        "ix_outgoing_due",
        table,
        ["kind", "not_before"],
        unique=False,
        schema="backend",
        postgresql_where=sa.text("state IN ('planned', 'sending')"),
    )
    for column in ("recoveries", "cause", "expires_at"):
        op.drop_column(table, column, schema="backend")
