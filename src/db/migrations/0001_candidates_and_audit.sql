-- The index of the daily run: everything the engine needs of an open invoice, so that no row of the table is read.
-- drizzle-kit cannot state INCLUDE; src/db/candidates.ts is the query that lives on it.
CREATE INDEX "invoices_candidates" ON "invoices" ("plan_id", "passed_position", "anchor_on", "id")
  INCLUDE ("customer_id", "currency", "due_date", "open_cents", "last_passed_on")
  WHERE kind = 'invoice' AND open_cents > 0;
--> statement-breakpoint
-- The audit trail is append-only.
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only';
END
$$;
--> statement-breakpoint
CREATE TRIGGER "audit_append_only" BEFORE UPDATE OR DELETE ON "audit"
  FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();
--> statement-breakpoint
CREATE TRIGGER "audit_no_truncate" BEFORE TRUNCATE ON "audit"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
