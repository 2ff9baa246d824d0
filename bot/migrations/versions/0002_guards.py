"""The database itself refuses a message of the assistant while a person holds the conversation.

Revision: 0002, after 0001.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MESSAGE = "the assistant is silent in this state"

_SQLITE = """
CREATE TRIGGER message_assistant_silent_{event} BEFORE {event_sql} ON message
WHEN NEW.author = 'assistant' AND
     (SELECT state FROM conversation WHERE id = NEW.conversation_id) IN ('counsellor', 'closed')
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""

# FOR SHARE waits for a claim that is being committed, so that both cannot win.
_POSTGRESQL_FUNCTION = f"""
CREATE FUNCTION message_assistant_silent() RETURNS trigger AS $$
DECLARE found_state text;
BEGIN
  SELECT state INTO found_state FROM conversation WHERE id = NEW.conversation_id FOR SHARE;
  IF found_state IN ('counsellor', 'closed') THEN
    RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql
"""
_POSTGRESQL_TRIGGER = """
CREATE TRIGGER message_assistant_silent BEFORE INSERT OR UPDATE OF author, text ON message
FOR EACH ROW WHEN (NEW.author = 'assistant') EXECUTE FUNCTION message_assistant_silent()
"""


def upgrade() -> None:
    """Add the triggers, in the words of the database at hand."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_POSTGRESQL_FUNCTION)
        op.execute(_POSTGRESQL_TRIGGER)
        return
    for event, event_sql in (("insert", "INSERT"), ("update", "UPDATE OF author, text")):
        op.execute(_SQLITE.format(event=event, event_sql=event_sql, message=_MESSAGE))


def downgrade() -> None:
    """Take the triggers away."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER message_assistant_silent ON message")
        op.execute("DROP FUNCTION message_assistant_silent()")
        return
    for event in ("insert", "update"):
        op.execute(f"DROP TRIGGER message_assistant_silent_{event}")
