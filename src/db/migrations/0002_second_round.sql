CREATE TABLE "rate_windows" (
	"key" text PRIMARY KEY NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"used" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment_doubts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "payment_doubts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"bank_entry_id" bigint NOT NULL,
	"invoice_id" bigint NOT NULL,
	"raised_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "import_jobs" (
	"file_id" text PRIMARY KEY NOT NULL,
	"step" text NOT NULL,
	"state" text NOT NULL,
	"phase" text NOT NULL,
	"rows" integer DEFAULT 0 NOT NULL,
	"total_rows" integer,
	"actor" jsonb NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"beat_at" timestamp (3) with time zone,
	"report" jsonb,
	"refusal" jsonb,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "import_jobs_step" CHECK ("import_jobs"."step" in ('weigh', 'take')),
	CONSTRAINT "import_jobs_state" CHECK ("import_jobs"."state" in ('waiting', 'running', 'done', 'refused', 'failed')),
	CONSTRAINT "import_jobs_phase" CHECK ("import_jobs"."phase" in ('reading', 'writing'))
);
--> statement-breakpoint
CREATE TABLE "letter_versions" (
	"notice_id" bigint NOT NULL,
	"version" integer NOT NULL,
	"address" jsonb NOT NULL,
	"letter" "bytea" NOT NULL,
	"letter_sha256" text NOT NULL,
	"letter_pages" integer NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"made_by" text NOT NULL,
	"remark" text,
	CONSTRAINT "letter_versions_notice_id_version_pk" PRIMARY KEY("notice_id","version"),
	CONSTRAINT "letter_versions_version" CHECK ("letter_versions"."version" > 1)
);
--> statement-breakpoint
CREATE TABLE "logos" (
	"sha256" "bytea" PRIMARY KEY NOT NULL,
	"png" "bytea" NOT NULL,
	"width_px" integer NOT NULL,
	"height_px" integer NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "plans" DROP CONSTRAINT "plans_name_unique";--> statement-breakpoint
ALTER TABLE "chat_messages" DROP CONSTRAINT "chat_messages_kind";--> statement-breakpoint
DROP INDEX "deliveries_undelivered";--> statement-breakpoint
ALTER TABLE "chat_messages" ALTER COLUMN "digest_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "api_requests" ADD COLUMN "leased_until" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "api_requests" ADD COLUMN "claim" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "webhooks" ADD COLUMN "former_secret" text;--> statement-breakpoint
ALTER TABLE "webhooks" ADD COLUMN "former_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "import_mappings" ADD COLUMN "layout" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "chat_health" ADD COLUMN "groups_read_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "chat_messages" ADD COLUMN "emptied_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "chat_messages" ADD COLUMN "keeper" text;--> statement-breakpoint
ALTER TABLE "chat_messages" ADD COLUMN "kept_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "chat_settings" ADD COLUMN "initials" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "chat_settings" ADD COLUMN "empty_after_days" integer;--> statement-breakpoint
ALTER TABLE "chat_settings" ADD COLUMN "nudge_direct" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "chat_settings" ADD COLUMN "viewer_group" text;--> statement-breakpoint
ALTER TABLE "chat_settings" ADD COLUMN "approver_group" text;--> statement-breakpoint
ALTER TABLE "disputes" ADD COLUMN "interest_waived_through" date;--> statement-breakpoint
ALTER TABLE "staged_files" ADD COLUMN "mapping" jsonb;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "letter_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "notice_documents" ADD COLUMN "letter_made_from" jsonb;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "postage_home" text;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "postage_abroad" text;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "removed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "attach_original" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "also_letter" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "withdrawn_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "from_group" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "transport_limits" ADD COLUMN "doubts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "transport_limits" ADD COLUMN "silences" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_doubts" ADD CONSTRAINT "payment_doubts_bank_entry_id_bank_entries_id_fk" FOREIGN KEY ("bank_entry_id") REFERENCES "public"."bank_entries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_doubts" ADD CONSTRAINT "payment_doubts_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_jobs" ADD CONSTRAINT "import_jobs_file_id_staged_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."staged_files"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_versions" ADD CONSTRAINT "letter_versions_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rate_windows_by_age" ON "rate_windows" USING btree ("starts_at");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_doubts_one_open" ON "payment_doubts" USING btree ("invoice_id","bank_entry_id") WHERE "payment_doubts"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "payment_doubts_of_entry" ON "payment_doubts" USING btree ("bank_entry_id");--> statement-breakpoint
CREATE INDEX "payment_doubts_of_invoice" ON "payment_doubts" USING btree ("invoice_id");--> statement-breakpoint
CREATE INDEX "import_jobs_open" ON "import_jobs" USING btree ("asked_at") WHERE state in ('waiting', 'running');--> statement-breakpoint
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_logo_logos_sha256_fk" FOREIGN KEY ("logo") REFERENCES "public"."logos"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "chat_messages_of_no_day" ON "chat_messages" USING btree ("kind","key") WHERE digest_id is null;--> statement-breakpoint
CREATE INDEX "invoices_number_end" ON "invoices" USING btree (substring(number from '0*([0-9]+)[^0-9]*$'));--> statement-breakpoint
CREATE INDEX "deliveries_latest" ON "deliveries" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "passages_of_invoice" ON "passages" USING btree ("invoice_id");--> statement-breakpoint
CREATE UNIQUE INDEX "plans_name" ON "plans" USING btree ("name") WHERE "plans"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "audit_by_actor" ON "audit" USING btree ("actor","id");--> statement-breakpoint
CREATE INDEX "audit_by_action" ON "audit" USING btree ("action","id");--> statement-breakpoint
CREATE INDEX "audit_remarks" ON "audit" USING btree ("id") WHERE remark is not null;--> statement-breakpoint
CREATE INDEX "deliveries_undelivered" ON "deliveries" USING btree ("notice_id") WHERE state in ('failed', 'bounced', 'complained', 'cancelled', 'needs_review', 'unknown');--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_kind" CHECK ("chat_messages"."kind" in ('digest', 'level', 'decisions', 'results', 'trouble', 'nudge', 'closing', 'direct', 'bookings'));--> statement-breakpoint
ALTER TABLE "chat_settings" ADD CONSTRAINT "chat_settings_empty" CHECK ("chat_settings"."empty_after_days" between 1 and 3650);--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_default_stays" CHECK (not "plans"."is_default" or "plans"."removed_at" is null);--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_from_group" CHECK (not "people"."from_group" or ("people"."role" <> 'admin' and "people"."slack_user_id" is not null));