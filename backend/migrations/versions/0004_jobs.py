"""procrastinate's tables, in a schema of their own

``procrastinate_3_10_0.sql`` is the library's (MIT licence), unchanged. A newer version of the library brings its own changes,
which become a migration here; a test compares the file with the installed library.
"""

from importlib.resources import files

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# The library lets a second job wait while one runs; a running one that fails could then not wait again. One open job at a time.
ONE_OPEN_JOB = """
    DROP INDEX procrastinate_jobs_queueing_lock_idx_v1;
    CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON procrastinate_jobs (queueing_lock)
    WHERE status IN ('todo', 'doing')
"""

# Triggers and functions name their tables without a schema; so they work for whoever writes, staff with psql too.
PINNED = """
    DO $$
    DECLARE
        each regprocedure;
    BEGIN
        FOR each IN SELECT oid FROM pg_proc WHERE pronamespace = 'jobs'::regnamespace LOOP
            EXECUTE format('ALTER FUNCTION %s SET search_path TO jobs, pg_temp', each);
        END LOOP;
    END $$
"""


def upgrade() -> None:
    connection = op.get_bind().execution_options(no_parameters=True)
    before = connection.scalar(sa.text("SELECT current_setting('search_path')"))
    connection.exec_driver_sql("CREATE SCHEMA jobs; SET LOCAL search_path TO jobs")
    connection.exec_driver_sql((files("backend") / "migrations" / "procrastinate_3_10_0.sql").read_text("utf-8"))
    connection.exec_driver_sql(ONE_OPEN_JOB)
    connection.exec_driver_sql(PINNED)
    connection.exec_driver_sql(f"SET LOCAL search_path TO {before}")


def downgrade() -> None:
    op.execute("DROP SCHEMA jobs CASCADE")
