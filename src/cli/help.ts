// What `duly --help` says below the list of commands.

export const EPILOGUE = `
Days are written 2026-12-24 or 24.12.2026, amounts 1.234,56 or 1,234.56. "duly help COMMAND" explains one command.
With --json every command prints one JSON document: amounts as decimal strings beside their currency, an error as
{"error": {"code", "message", "problems"}}. Messages are German when LANG says so.

Exit codes:
  0   fine
  1   failed, or a result differs from what was expected
  2   wrong input, or refused
  3   done, but not for every row or proposal: the answer names them
  69  database unavailable, or its folder in use by another process (which is named)
  78  not configured, not set up, or a database that does not fit this program

Environment:
  DULY_DATA_DIR         folder of the embedded database and the outbox (./data)
  DATABASE_URL          a PostgreSQL server instead of the embedded database
  DULY_DATABASE_WAIT_S  seconds to wait for a server that is down (10)
  DULY_PERSON           e-mail address of the person who acts, where two people must approve
  DULY_OUTBOX_DIR       folder that takes mails and letters while no provider is set up
  DULY_LOG_LEVEL        debug, info, warn or error: log lines on standard error (none)`;
