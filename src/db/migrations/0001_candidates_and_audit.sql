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
--> statement-breakpoint
-- The chain over the audit trail. The trigger is deferred: it runs when the transaction commits, so that writers wait
-- for each other no longer than a commit takes. Each field of a row goes in with its length; src/core/audit-chain.ts
-- computes the same when the chain is verified.
CREATE FUNCTION "audit_field"(value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(octet_length(value)::text || ':' || value, '-')
$$;
--> statement-breakpoint
CREATE FUNCTION "chain_audit"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last record;
BEGIN
  PERFORM pg_advisory_xact_lock(7340520265);
  SELECT seq, hash INTO last FROM audit_chain ORDER BY seq DESC LIMIT 1;
  INSERT INTO audit_chain (seq, audit_id, hash) VALUES (
    coalesce(last.seq, 0) + 1,
    NEW.id,
    encode(sha256(convert_to(
      coalesce(last.hash, repeat('0', 64)) || audit_field(NEW.id::text)
      || audit_field((extract(epoch FROM NEW.at) * 1000)::bigint::text)
      || audit_field(NEW.actor) || audit_field(NEW.role) || audit_field(NEW.surface) || audit_field(NEW.action)
      || audit_field(NEW.entity) || audit_field(NEW.entity_id)
      || audit_field(NEW.before::text) || audit_field(NEW.after::text) || audit_field(NEW.remark), 'UTF8')), 'hex'));
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "audit_chained" AFTER INSERT ON "audit"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "chain_audit"();
--> statement-breakpoint
CREATE TRIGGER "audit_chain_append_only" BEFORE UPDATE OR DELETE ON "audit_chain"
  FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();
--> statement-breakpoint
CREATE TRIGGER "audit_chain_no_truncate" BEFORE TRUNCATE ON "audit_chain"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
