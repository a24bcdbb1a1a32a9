"""a provider's rules of reminders, and residents' own settings"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminder_rules",
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("steps", postgresql.ARRAY(sa.INTEGER()), nullable=False),
        sa.Column("decent_from", sa.Time(), nullable=False),
        sa.Column("decent_until", sa.Time(), nullable=False),
        sa.Column("on_sundays", sa.Boolean(), nullable=False),
        sa.Column("on_holidays", sa.Boolean(), nullable=False),
        sa.Column("per_second", sa.Integer(), nullable=False),
        sa.CheckConstraint("decent_from < decent_until", name=op.f("ck_reminder_rules_decent")),
        sa.CheckConstraint("per_second > 0", name=op.f("ck_reminder_rules_per_second")),
        sa.ForeignKeyConstraint(
            ["provider_id"],
            ["backend.providers.id"],
            name=op.f("fk_reminder_rules_provider_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("provider_id", name=op.f("pk_reminder_rules")),
        schema="backend",
    )
    op.create_table(
        "reminder_settings",
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("readings", sa.Boolean(), nullable=False),
        sa.Column("lead_days", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("lead_days BETWEEN 1 AND 10", name=op.f("ck_reminder_settings_lead_days")),
        sa.ForeignKeyConstraint(
            ["resident_id"],
            ["backend.residents.id"],
            name=op.f("fk_reminder_settings_resident_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("resident_id", name=op.f("pk_reminder_settings")),
        schema="backend",
    )


def downgrade() -> None:
    op.drop_table("reminder_settings", schema="backend")
    op.drop_table("reminder_rules", schema="backend")
