CREATE TABLE "api_requests" (
	"token_id" integer NOT NULL,
	"key" text NOT NULL,
	"request_sha256" text NOT NULL,
	"status" integer,
	"content_type" text,
	"body" "bytea",
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "api_requests_token_id_key_pk" PRIMARY KEY("token_id","key"),
	CONSTRAINT "api_requests_answer" CHECK (("api_requests"."status" is null) = ("api_requests"."body" is null))
);
--> statement-breakpoint
CREATE TABLE "api_tokens" (
	"id" serial PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"token_sha256" text NOT NULL,
	"hint" text NOT NULL,
	"role" text NOT NULL,
	"scopes" jsonb NOT NULL,
	"person_id" integer,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_tokens_token_sha256_unique" UNIQUE("token_sha256"),
	CONSTRAINT "api_tokens_role" CHECK ("api_tokens"."role" in ('viewer', 'approver', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhook_deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"webhook_id" integer NOT NULL,
	"event" text NOT NULL,
	"happened_at" timestamp (3) with time zone NOT NULL,
	"data" jsonb NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"last_attempt_at" timestamp (3) with time zone,
	"last_status" integer,
	"last_problem" text,
	CONSTRAINT "webhook_deliveries_state" CHECK ("webhook_deliveries"."state" in ('waiting', 'delivered', 'given_up')),
	CONSTRAINT "webhook_deliveries_event" CHECK ("webhook_deliveries"."event" in ('proposal.decided', 'notice.issued', 'notice.sent', 'notice.bounced', 'invoice.closed'))
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" serial PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"events" jsonb NOT NULL,
	"secret" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "bank_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "bank_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"entry_key" text NOT NULL,
	"booking_key" text NOT NULL,
	"account" text NOT NULL,
	"amount_cents" bigint NOT NULL,
	"currency" text NOT NULL,
	"booked_on" date NOT NULL,
	"value_on" date NOT NULL,
	"payer_name" text,
	"payer_iban" text,
	"end_to_end_id" text,
	"mandate_id" text,
	"reference" text,
	"text" text NOT NULL,
	"bank_reference" text,
	"return_reason" text,
	"state" text NOT NULL,
	"customer_id" bigint,
	"candidates" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"because" text,
	"payment_count" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"decided_by" text,
	"remark" text,
	"import_id" bigint NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "bank_entries_entry_key_unique" UNIQUE("entry_key"),
	CONSTRAINT "bank_entries_state" CHECK ("bank_entries"."state" in ('booked', 'asked', 'unmatched', 'set_aside', 'replaced')),
	CONSTRAINT "bank_entries_amount" CHECK ("bank_entries"."amount_cents" <> 0)
);
--> statement-breakpoint
CREATE TABLE "bank_statements" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "bank_statements_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account" text NOT NULL,
	"format" text NOT NULL,
	"statement_key" text NOT NULL,
	"sequence" bigint,
	"currency" text NOT NULL,
	"opening_cents" bigint,
	"opening_on" date,
	"closing_cents" bigint,
	"closing_on" date,
	"proves_through" date,
	"gap_before" boolean DEFAULT false NOT NULL,
	"gap_accepted_by" text,
	"gap_accepted_at" timestamp (3) with time zone,
	"import_id" bigint NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "bank_statements_once" UNIQUE("account","format","statement_key"),
	CONSTRAINT "bank_statements_format" CHECK ("bank_statements"."format" in ('camt052', 'camt053', 'camt054', 'mt940'))
);
--> statement-breakpoint
CREATE TABLE "import_mappings" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "import_mappings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"columns" jsonb NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"changed_by" text NOT NULL,
	CONSTRAINT "import_mappings_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "chat_clicks" (
	"key" text PRIMARY KEY NOT NULL,
	"taken_at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "chat_files" (
	"sha256" text PRIMARY KEY NOT NULL,
	"file_id" text NOT NULL,
	"uploaded_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chat_health" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"problem" text,
	"since" timestamp (3) with time zone,
	"last_posted_at" timestamp (3) with time zone,
	CONSTRAINT "chat_health_single_row" CHECK ("chat_health"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "chat_homes" (
	"person" text PRIMARY KEY NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"content_sha256" text,
	"published_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "chat_messages" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "chat_messages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"digest_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"key" text DEFAULT '' NOT NULL,
	"channel_id" text,
	"ts" text,
	"revision" integer DEFAULT 0 NOT NULL,
	"content_sha256" text,
	"shown_at" timestamp (3) with time zone,
	"file_id" text,
	"file_alt" text,
	"subject" jsonb,
	CONSTRAINT "chat_messages_once" UNIQUE("digest_id","kind","key"),
	CONSTRAINT "chat_messages_kind" CHECK ("chat_messages"."kind" in ('digest', 'level', 'decisions', 'results', 'trouble', 'nudge', 'closing'))
);
--> statement-breakpoint
CREATE TABLE "chat_selections" (
	"digest_id" bigint NOT NULL,
	"person" text NOT NULL,
	"selected" jsonb NOT NULL,
	"filter" jsonb NOT NULL,
	"page" integer DEFAULT 0 NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "chat_selections_digest_id_person_pk" PRIMARY KEY("digest_id","person")
);
--> statement-breakpoint
CREATE TABLE "chat_settings" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"channel_id" text,
	"nudge_at" text DEFAULT '12:00' NOT NULL,
	"close_at" text DEFAULT '17:00' NOT NULL,
	"undo_minutes" integer DEFAULT 15 NOT NULL,
	"show_details" boolean DEFAULT true NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "chat_settings_single_row" CHECK ("chat_settings"."id" = 1),
	CONSTRAINT "chat_settings_times" CHECK ("chat_settings"."nudge_at" ~ '^[0-2][0-9]:[0-5][0-9]$' and "chat_settings"."close_at" ~ '^[0-2][0-9]:[0-5][0-9]$'),
	CONSTRAINT "chat_settings_undo" CHECK ("chat_settings"."undo_minutes" between 0 and 240)
);
--> statement-breakpoint
CREATE TABLE "digest_proposals" (
	"digest_id" bigint NOT NULL,
	"proposal_id" bigint NOT NULL,
	CONSTRAINT "digest_proposals_digest_id_proposal_id_pk" PRIMARY KEY("digest_id","proposal_id")
);
--> statement-breakpoint
CREATE TABLE "digests" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "digests_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"on_day" date NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"reviewed_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"keeper" text,
	"kept_until" timestamp (3) with time zone,
	CONSTRAINT "digests_on_day_unique" UNIQUE("on_day"),
	CONSTRAINT "digests_state" CHECK ("digests"."state" in ('open', 'closed'))
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "customers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"name" text NOT NULL,
	"address" jsonb,
	"state" text,
	"language" text,
	"party" text DEFAULT 'consumer' NOT NULL,
	"party_confirmed" boolean DEFAULT false NOT NULL,
	"salutation" text,
	"emails_to" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"emails_cc" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"iban" text,
	"activated" boolean DEFAULT false NOT NULL,
	"apply_fees" boolean DEFAULT true NOT NULL,
	"plan_id" integer,
	"preferred_channel" text,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "customers_number_unique" UNIQUE("number"),
	CONSTRAINT "customers_party" CHECK ("customers"."party" in ('business', 'consumer')),
	CONSTRAINT "customers_language" CHECK ("customers"."language" in ('de', 'en', 'fr', 'it'))
);
--> statement-breakpoint
CREATE TABLE "blocks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "blocks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"scope" text NOT NULL,
	"invoice_id" bigint,
	"customer_id" bigint,
	"from_on" date NOT NULL,
	"until_on" date,
	"reason" text NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text,
	CONSTRAINT "blocks_scope" CHECK ("blocks"."scope" in ('invoice', 'customer', 'all')),
	CONSTRAINT "blocks_target" CHECK (("blocks"."scope" = 'invoice') = ("blocks"."invoice_id" is not null)
        and ("blocks"."scope" = 'customer') = ("blocks"."customer_id" is not null)),
	CONSTRAINT "blocks_until" CHECK ("blocks"."until_on" is null or "blocks"."until_on" >= "blocks"."from_on")
);
--> statement-breakpoint
CREATE TABLE "disputes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "disputes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"invoice_id" bigint NOT NULL,
	"reason" text NOT NULL,
	"raised_on" date NOT NULL,
	"raised_by" text NOT NULL,
	"raised_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"settled_by" text
);
--> statement-breakpoint
CREATE TABLE "promises" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "promises_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"invoice_id" bigint NOT NULL,
	"promised_on" date NOT NULL,
	"amount_cents" bigint,
	"remark" text DEFAULT '' NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "imports_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"file_name" text NOT NULL,
	"sha256" text,
	"counts" jsonb NOT NULL,
	"last_posted_on" date,
	"imported_at" timestamp (3) with time zone NOT NULL,
	"imported_by" text NOT NULL,
	"undone_at" timestamp (3) with time zone,
	"undone_by" text,
	CONSTRAINT "imports_kind" CHECK ("imports"."kind" in ('customers', 'invoices', 'payments', 'bank_statement', 'e_invoice'))
);
--> statement-breakpoint
CREATE TABLE "invoice_documents" (
	"invoice_id" bigint PRIMARY KEY NOT NULL,
	"file_name" text NOT NULL,
	"sha256" text NOT NULL,
	"content" "bytea" NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invoices" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "invoices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"customer_id" bigint NOT NULL,
	"kind" text DEFAULT 'invoice' NOT NULL,
	"issued_on" date NOT NULL,
	"due_date" date NOT NULL,
	"currency" text NOT NULL,
	"gross_cents" bigint NOT NULL,
	"applies_to_id" bigint,
	"payment_reference" text,
	"discount_cents" bigint,
	"discount_until" date,
	"cycle" integer DEFAULT 1 NOT NULL,
	"paid_cents" bigint DEFAULT 0 NOT NULL,
	"credited_cents" bigint DEFAULT 0 NOT NULL,
	"open_cents" bigint GENERATED ALWAYS AS (gross_cents - credited_cents - paid_cents) STORED NOT NULL,
	"plan_id" integer NOT NULL,
	"passed_position" integer DEFAULT 0 NOT NULL,
	"anchor_on" date NOT NULL,
	"last_passed_on" date,
	"import_id" bigint,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "invoices_number_unique" UNIQUE("number"),
	CONSTRAINT "invoices_kind" CHECK ("invoices"."kind" in ('invoice', 'credit_note')),
	CONSTRAINT "invoices_gross" CHECK ("invoices"."gross_cents" between 1 and 9999999999999),
	CONSTRAINT "invoices_discount" CHECK (("invoices"."discount_cents" is null) = ("invoices"."discount_until" is null)
        and ("invoices"."discount_cents" is null or "invoices"."discount_cents" between 1 and "invoices"."gross_cents" - 1)),
	CONSTRAINT "invoices_due_after_issue" CHECK ("invoices"."due_date" >= "invoices"."issued_on"),
	CONSTRAINT "invoices_only_credit_applies" CHECK ("invoices"."applies_to_id" is null or "invoices"."kind" = 'credit_note')
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "payments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"external_id" text NOT NULL,
	"invoice_id" bigint,
	"customer_id" bigint,
	"amount_cents" bigint NOT NULL,
	"currency" text NOT NULL,
	"value_on" date NOT NULL,
	"posted_on" date NOT NULL,
	"method" text NOT NULL,
	"text" text,
	"bank_entry_id" bigint,
	"import_id" bigint,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	CONSTRAINT "payments_external_id_unique" UNIQUE("external_id"),
	CONSTRAINT "payments_amount" CHECK ("payments"."amount_cents" <> 0),
	CONSTRAINT "payments_method" CHECK ("payments"."method" in ('bank_transfer', 'card', 'direct_debit', 'cash', 'write_off', 'other'))
);
--> statement-breakpoint
CREATE TABLE "staged_files" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"content" "bytea" NOT NULL,
	"staged_by" text NOT NULL,
	"staged_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "counters" (
	"name" text PRIMARY KEY NOT NULL,
	"value" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"notice_id" bigint NOT NULL,
	"channel" text NOT NULL,
	"round" integer DEFAULT 1 NOT NULL,
	"recipients" jsonb NOT NULL,
	"sender" jsonb,
	"state" text NOT NULL,
	"epoch" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"not_before" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"transport" text,
	"payload_sha256" text,
	"doubt_since" timestamp (3) with time zone,
	"transport_reference" text,
	"reason" text,
	"print_batch_id" integer,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "deliveries_once" UNIQUE("notice_id","channel","round"),
	CONSTRAINT "deliveries_channel" CHECK ("deliveries"."channel" in ('email', 'letter')),
	CONSTRAINT "deliveries_state" CHECK ("deliveries"."state" in ('approved', 'claimed', 'attempted', 'sent', 'unknown', 'failed', 'cancelled', 'needs_review', 'delivered', 'bounced', 'complained')),
	CONSTRAINT "deliveries_sent" CHECK ("deliveries"."state" <> 'sent' or "deliveries"."sent_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "delivery_attempts" (
	"delivery_id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"payload_sha256" text NOT NULL,
	"transport" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"outcome" text,
	"detail" text,
	CONSTRAINT "delivery_attempts_delivery_id_epoch_pk" PRIMARY KEY("delivery_id","epoch"),
	CONSTRAINT "delivery_attempts_outcome" CHECK ("delivery_attempts"."outcome" in ('accepted', 'refused', 'unknown'))
);
--> statement-breakpoint
CREATE TABLE "notice_documents" (
	"notice_id" bigint PRIMARY KEY NOT NULL,
	"letter" "bytea" NOT NULL,
	"letter_sha256" text NOT NULL,
	"letter_pages" integer NOT NULL,
	"email" jsonb NOT NULL,
	"no_code_reason" text
);
--> statement-breakpoint
CREATE TABLE "notice_invoices" (
	"notice_id" bigint NOT NULL,
	"invoice_id" bigint NOT NULL,
	"level_id" integer,
	"open_cents" bigint NOT NULL,
	"interest_cents" bigint NOT NULL,
	"compensation_cents" bigint NOT NULL,
	CONSTRAINT "notice_invoices_notice_id_invoice_id_pk" PRIMARY KEY("notice_id","invoice_id")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" bigint,
	"state" text NOT NULL,
	"proposal_id" bigint NOT NULL,
	"plan_id" integer NOT NULL,
	"level_id" integer,
	"kind" text NOT NULL,
	"customer_id" bigint NOT NULL,
	"currency" text NOT NULL,
	"issued_on" date NOT NULL,
	"deadline" date NOT NULL,
	"principal_cents" bigint NOT NULL,
	"fee_cents" bigint NOT NULL,
	"carried_cents" bigint NOT NULL,
	"interest_cents" bigint NOT NULL,
	"compensation_cents" bigint NOT NULL,
	"total_cents" bigint NOT NULL,
	"model" jsonb NOT NULL,
	"texts" jsonb NOT NULL,
	"to_send" boolean DEFAULT true NOT NULL,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"issued_by" text NOT NULL,
	"cancelled_at" timestamp (3) with time zone,
	"cancelled_by" text,
	"cancel_reason" text,
	"undelivered_accepted_at" timestamp (3) with time zone,
	"undelivered_accepted_by" text,
	"undelivered_reason" text,
	CONSTRAINT "notices_number_unique" UNIQUE("number"),
	CONSTRAINT "notices_proposal_id_unique" UNIQUE("proposal_id"),
	CONSTRAINT "notices_state" CHECK ("notices"."state" in ('drafted', 'issued', 'cancelled')),
	CONSTRAINT "notices_number" CHECK (("notices"."state" = 'drafted') = ("notices"."number" is null)),
	CONSTRAINT "notices_cancelled" CHECK (("notices"."state" = 'cancelled') = ("notices"."cancelled_at" is not null)),
	CONSTRAINT "notices_total" CHECK ("notices"."total_cents" = "notices"."principal_cents" + "notices"."fee_cents" + "notices"."carried_cents"
        + "notices"."interest_cents" + "notices"."compensation_cents")
);
--> statement-breakpoint
CREATE TABLE "passages" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "passages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"invoice_id" bigint NOT NULL,
	"cycle" integer NOT NULL,
	"level_id" integer NOT NULL,
	"kind" text NOT NULL,
	"passed_on" date NOT NULL,
	"deadline" date,
	"notice_id" bigint,
	"proposal_id" bigint NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"voided_at" timestamp (3) with time zone,
	CONSTRAINT "passages_kind" CHECK ("passages"."kind" in ('issued', 'skipped')),
	CONSTRAINT "passages_notice" CHECK (("passages"."kind" = 'issued') = ("passages"."notice_id" is not null)),
	CONSTRAINT "passages_deadline" CHECK (("passages"."kind" = 'issued') = ("passages"."deadline" is not null))
);
--> statement-breakpoint
CREATE TABLE "print_batches" (
	"id" serial PRIMARY KEY NOT NULL,
	"printed_at" timestamp (3) with time zone NOT NULL,
	"printed_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provider_events" (
	"provider" text NOT NULL,
	"event_id" text NOT NULL,
	"kind" text NOT NULL,
	"delivery_id" uuid,
	"detail" text,
	"happened_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_events_provider_event_id_pk" PRIMARY KEY("provider","event_id"),
	CONSTRAINT "provider_events_kind" CHECK ("provider_events"."kind" in ('accepted', 'delivered', 'bounced', 'complained', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "organisation" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"address" jsonb NOT NULL,
	"legal_lines" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"vat_id" text,
	"phone" text,
	"website" text,
	"email" text,
	"sender_email" text,
	"reply_to" text,
	"bank_name" text,
	"account_holder" text NOT NULL,
	"iban" text,
	"bic" text,
	"logo" "bytea",
	"country" text DEFAULT 'DE' NOT NULL,
	"time_zone" text DEFAULT 'Europe/Berlin' NOT NULL,
	"language" text DEFAULT 'de' NOT NULL,
	"currency" text DEFAULT 'EUR' NOT NULL,
	"calendar" text DEFAULT 'DE' NOT NULL,
	"extra_closed_days" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"move_deadline" boolean DEFAULT true NOT NULL,
	"dun_all_customers" boolean DEFAULT true NOT NULL,
	"stale_after_days" integer DEFAULT 2,
	"min_days_between_notices" integer DEFAULT 0 NOT NULL,
	"run_schedule" text DEFAULT '0 8 * * 1-5' NOT NULL,
	"window_profile" text DEFAULT 'din5008-b' NOT NULL,
	"four_eyes" jsonb DEFAULT '{"above":{},"fromLevel":null}'::jsonb NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "organisation_single_row" CHECK ("organisation"."id" = 1),
	CONSTRAINT "organisation_stale_after_days" CHECK ("organisation"."stale_after_days" between 0 and 60),
	CONSTRAINT "organisation_min_days" CHECK ("organisation"."min_days_between_notices" between 0 and 365)
);
--> statement-breakpoint
CREATE TABLE "levels" (
	"id" serial PRIMARY KEY NOT NULL,
	"plan_id" integer NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"after_days" integer NOT NULL,
	"payment_term_days" integer DEFAULT 7 NOT NULL,
	"fee" jsonb DEFAULT '{"kind":"none"}'::jsonb NOT NULL,
	"interest" jsonb DEFAULT '{"kind":"none"}'::jsonb NOT NULL,
	"compensation" jsonb,
	"minimum_amount" jsonb,
	"automation" text DEFAULT 'propose' NOT NULL,
	"grace_days" integer DEFAULT 0 NOT NULL,
	"act_at" text DEFAULT '13:00' NOT NULL,
	"channels" jsonb DEFAULT '["email","letter"]'::jsonb NOT NULL,
	"attach_invoice" boolean DEFAULT true NOT NULL,
	"append_invoice" boolean DEFAULT false NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "levels_id_plan" UNIQUE("id","plan_id"),
	CONSTRAINT "levels_kind" CHECK ("levels"."kind" in ('reminder', 'notice', 'final')),
	CONSTRAINT "levels_automation" CHECK ("levels"."automation" in ('propose', 'draft', 'issue', 'send')),
	CONSTRAINT "levels_position" CHECK ("levels"."position" >= 1 or "levels"."removed_at" is not null),
	CONSTRAINT "levels_negative_days_only_first" CHECK ("levels"."after_days" >= 0 or "levels"."position" <= 1),
	CONSTRAINT "levels_days" CHECK ("levels"."after_days" between -365 and 3650),
	CONSTRAINT "levels_payment_term" CHECK ("levels"."payment_term_days" between 0 and 365),
	CONSTRAINT "levels_grace_days" CHECK ("levels"."grace_days" between 0 and 365)
);
--> statement-breakpoint
CREATE TABLE "plans" (
	"id" serial PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"kind" text DEFAULT 'escalation' NOT NULL,
	"grouping" text DEFAULT 'invoice' NOT NULL,
	"count_from" text DEFAULT 'previous_notice' NOT NULL,
	"fee_policy" text DEFAULT 'cumulative' NOT NULL,
	"also_overdue" boolean DEFAULT true NOT NULL,
	"minimum_amount" jsonb DEFAULT '{"*":"0.50"}'::jsonb NOT NULL,
	"paused" boolean DEFAULT false NOT NULL,
	"recap_first_on" date,
	"recap_periodicity" text,
	"send_from" text DEFAULT '13:00' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "plans_name_unique" UNIQUE("name"),
	CONSTRAINT "plans_kind" CHECK ("plans"."kind" in ('escalation', 'recap')),
	CONSTRAINT "plans_grouping" CHECK ("plans"."grouping" in ('invoice', 'customer')),
	CONSTRAINT "plans_count_from" CHECK ("plans"."count_from" in ('previous_notice', 'due_date', 'previous_deadline')),
	CONSTRAINT "plans_fee_policy" CHECK ("plans"."fee_policy" in ('cumulative', 'latest')),
	CONSTRAINT "plans_recap" CHECK (("plans"."kind" = 'recap') = ("plans"."recap_first_on" is not null and "plans"."recap_periodicity" is not null))
);
--> statement-breakpoint
CREATE TABLE "templates" (
	"id" serial PRIMARY KEY NOT NULL,
	"level_id" integer,
	"kind" text NOT NULL,
	"language" text NOT NULL,
	"channel" text NOT NULL,
	"version" integer NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"saved_by" text NOT NULL,
	CONSTRAINT "templates_version" UNIQUE NULLS NOT DISTINCT("level_id","kind","language","channel","version")
);
--> statement-breakpoint
CREATE TABLE "proposal_invoices" (
	"proposal_id" bigint NOT NULL,
	"invoice_id" bigint NOT NULL,
	"level_id" integer,
	"moves" boolean NOT NULL,
	"open_cents" bigint NOT NULL,
	"open" boolean DEFAULT true NOT NULL,
	CONSTRAINT "proposal_invoices_proposal_id_invoice_id_pk" PRIMARY KEY("proposal_id","invoice_id")
);
--> statement-breakpoint
CREATE TABLE "proposals" (
	"id" bigint PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY (sequence name "proposals_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" bigint,
	"by_hand" boolean DEFAULT false NOT NULL,
	"plan_id" integer NOT NULL,
	"customer_id" bigint NOT NULL,
	"currency" text NOT NULL,
	"level_id" integer,
	"state" text DEFAULT 'proposed' NOT NULL,
	"principal_cents" bigint NOT NULL,
	"unmatched_cents" bigint DEFAULT 0 NOT NULL,
	"proposed_on" date NOT NULL,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"proposed_by" text NOT NULL,
	"refreshed_on" date NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"waive_fee" boolean DEFAULT false NOT NULL,
	"send_after_issue" boolean DEFAULT true NOT NULL,
	"remark" text,
	"second_needed" jsonb,
	"first_approved_by" text,
	"first_approver_id" integer,
	"first_approved_at" timestamp (3) with time zone,
	"first_approved_from" text,
	"level_chosen_by_id" integer,
	"decided_on" date,
	"decided_at" timestamp (3) with time zone,
	"decided_by" text,
	"decider_id" integer,
	"decided_from" text,
	"issue_not_before" timestamp (3) with time zone,
	"snoozed_until" date,
	"reopened_reason" jsonb,
	"withdrawn_reason" jsonb,
	CONSTRAINT "proposals_state" CHECK ("proposals"."state" in ('proposed', 'approved_once', 'approved', 'issued', 'skipped', 'snoozed', 'level_skipped', 'withdrawn')),
	CONSTRAINT "proposals_decided" CHECK ("proposals"."state" in ('proposed', 'approved_once', 'withdrawn') or "proposals"."decided_by" is not null),
	CONSTRAINT "proposals_approved_once" CHECK ("proposals"."state" <> 'approved_once' or ("proposals"."second_needed" is not null and "proposals"."first_approver_id" is not null)),
	CONSTRAINT "proposals_two_people" CHECK ("proposals"."state" not in ('approved', 'issued') or "proposals"."second_needed" is null
        or ("proposals"."first_approver_id" is not null and "proposals"."decider_id" is not null
          and "proposals"."decider_id" <> "proposals"."first_approver_id" and "proposals"."decider_id" is distinct from "proposals"."level_chosen_by_id")),
	CONSTRAINT "proposals_snoozed" CHECK (("proposals"."state" = 'snoozed') = ("proposals"."snoozed_until" is not null)),
	CONSTRAINT "proposals_withdrawn" CHECK (("proposals"."state" = 'withdrawn') = ("proposals"."withdrawn_reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"plan_id" integer NOT NULL,
	"on_day" date NOT NULL,
	"trigger" text NOT NULL,
	"state" text NOT NULL,
	"gate" jsonb,
	"started_by" text NOT NULL,
	"facts_at" timestamp (3) with time zone NOT NULL,
	"counts" jsonb NOT NULL,
	CONSTRAINT "runs_state" CHECK ("runs"."state" in ('planned', 'announced', 'closed', 'stopped')),
	CONSTRAINT "runs_trigger" CHECK ("runs"."trigger" in ('schedule', 'person', 'catch_up')),
	CONSTRAINT "runs_stopped_says_why" CHECK ("runs"."state" <> 'stopped' or "runs"."gate" is not null)
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"person_id" integer,
	"role" text NOT NULL,
	"surface" text NOT NULL,
	"action" text NOT NULL,
	"entity" text NOT NULL,
	"entity_id" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"remark" text
);
--> statement-breakpoint
CREATE TABLE "audit_chain" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"audit_id" bigint NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_chain_audit_id_unique" UNIQUE("audit_id")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" serial PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"role" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"slack_user_id" text,
	"oidc_issuer" text,
	"oidc_subject" text,
	"password_hash" text,
	"language" text,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "people_email_unique" UNIQUE("email"),
	CONSTRAINT "people_slack_user_id_unique" UNIQUE("slack_user_id"),
	CONSTRAINT "people_oidc_subject" UNIQUE("oidc_issuer","oidc_subject"),
	CONSTRAINT "people_role" CHECK ("people"."role" in ('viewer', 'approver', 'admin')),
	CONSTRAINT "people_email" CHECK ("people"."email" = lower("people"."email")),
	CONSTRAINT "people_language" CHECK ("people"."language" in ('de', 'en')),
	CONSTRAINT "people_oidc" CHECK (("people"."oidc_issuer" is null) = ("people"."oidc_subject" is null))
);
--> statement-breakpoint
CREATE TABLE "revisions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "revisions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"entity" text NOT NULL,
	"entity_id" bigint NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"before" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id_sha256" text PRIMARY KEY NOT NULL,
	"id" serial NOT NULL,
	"person_id" integer,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "sessions_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"id_sha256" text PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"state" text NOT NULL,
	"nonce" text NOT NULL,
	"code_verifier" text NOT NULL,
	"next" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_links" (
	"token_sha256" text PRIMARY KEY NOT NULL,
	"person_id" integer,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "generations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"alive_at" timestamp (3) with time zone NOT NULL,
	"host" text NOT NULL,
	"ended" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notice_attachments" (
	"notice_id" bigint NOT NULL,
	"position" integer NOT NULL,
	"file_name" text NOT NULL,
	"sha256" text NOT NULL,
	CONSTRAINT "notice_attachments_notice_id_position_pk" PRIMARY KEY("notice_id","position")
);
--> statement-breakpoint
CREATE TABLE "sending_holds" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sending_holds_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"cause" text NOT NULL,
	"reason" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"started_by" text NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text,
	"end_reason" text,
	CONSTRAINT "sending_holds_cause" CHECK ("sending_holds"."cause" in ('person', 'restored'))
);
--> statement-breakpoint
CREATE TABLE "stored_files" (
	"sha256" text PRIMARY KEY NOT NULL,
	"content" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transport_limits" (
	"name" text PRIMARY KEY NOT NULL,
	"next_slot_ms" double precision DEFAULT 0 NOT NULL,
	"rests_until" timestamp (3) with time zone,
	"rest_reason" text
);
--> statement-breakpoint
ALTER TABLE "api_requests" ADD CONSTRAINT "api_requests_token_id_api_tokens_id_fk" FOREIGN KEY ("token_id") REFERENCES "public"."api_tokens"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_id_webhooks_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhooks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_entries" ADD CONSTRAINT "bank_entries_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_entries" ADD CONSTRAINT "bank_entries_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_statements" ADD CONSTRAINT "bank_statements_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_digest_id_digests_id_fk" FOREIGN KEY ("digest_id") REFERENCES "public"."digests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_selections" ADD CONSTRAINT "chat_selections_digest_id_digests_id_fk" FOREIGN KEY ("digest_id") REFERENCES "public"."digests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digest_proposals" ADD CONSTRAINT "digest_proposals_digest_id_digests_id_fk" FOREIGN KEY ("digest_id") REFERENCES "public"."digests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digest_proposals" ADD CONSTRAINT "digest_proposals_proposal_id_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promises" ADD CONSTRAINT "promises_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_documents" ADD CONSTRAINT "invoice_documents_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_applies_to_id_invoices_id_fk" FOREIGN KEY ("applies_to_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_bank_entry_id_bank_entries_id_fk" FOREIGN KEY ("bank_entry_id") REFERENCES "public"."bank_entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_print_batch_id_print_batches_id_fk" FOREIGN KEY ("print_batch_id") REFERENCES "public"."print_batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_attempts" ADD CONSTRAINT "delivery_attempts_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."deliveries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_documents" ADD CONSTRAINT "notice_documents_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_invoices" ADD CONSTRAINT "notice_invoices_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_invoices" ADD CONSTRAINT "notice_invoices_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_invoices" ADD CONSTRAINT "notice_invoices_level_id_levels_id_fk" FOREIGN KEY ("level_id") REFERENCES "public"."levels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_proposal_id_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_level_id_levels_id_fk" FOREIGN KEY ("level_id") REFERENCES "public"."levels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passages" ADD CONSTRAINT "passages_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passages" ADD CONSTRAINT "passages_level_id_levels_id_fk" FOREIGN KEY ("level_id") REFERENCES "public"."levels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passages" ADD CONSTRAINT "passages_proposal_id_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passages" ADD CONSTRAINT "passages_notice_id_invoice_id_notice_invoices_notice_id_invoice_id_fk" FOREIGN KEY ("notice_id","invoice_id") REFERENCES "public"."notice_invoices"("notice_id","invoice_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_events" ADD CONSTRAINT "provider_events_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."deliveries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "levels" ADD CONSTRAINT "levels_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "templates" ADD CONSTRAINT "templates_level_id_levels_id_fk" FOREIGN KEY ("level_id") REFERENCES "public"."levels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_invoices" ADD CONSTRAINT "proposal_invoices_proposal_id_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_invoices" ADD CONSTRAINT "proposal_invoices_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_invoices" ADD CONSTRAINT "proposal_invoices_level_id_levels_id_fk" FOREIGN KEY ("level_id") REFERENCES "public"."levels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_level_id_levels_id_fk" FOREIGN KEY ("level_id") REFERENCES "public"."levels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_first_approver_id_people_id_fk" FOREIGN KEY ("first_approver_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_level_chosen_by_id_people_id_fk" FOREIGN KEY ("level_chosen_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_decider_id_people_id_fk" FOREIGN KEY ("decider_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_links" ADD CONSTRAINT "sign_in_links_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_attachments" ADD CONSTRAINT "notice_attachments_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_attachments" ADD CONSTRAINT "notice_attachments_sha256_stored_files_sha256_fk" FOREIGN KEY ("sha256") REFERENCES "public"."stored_files"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_requests_by_age" ON "api_requests" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("next_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_of_webhook" ON "webhook_deliveries" USING btree ("webhook_id","id");--> statement-breakpoint
CREATE INDEX "bank_entries_waiting" ON "bank_entries" USING btree ("id") WHERE state in ('asked', 'unmatched');--> statement-breakpoint
CREATE INDEX "bank_entries_booking" ON "bank_entries" USING btree ("booking_key");--> statement-breakpoint
CREATE INDEX "bank_entries_payer" ON "bank_entries" USING btree ("payer_iban") WHERE state = 'booked';--> statement-breakpoint
CREATE INDEX "bank_entries_import" ON "bank_entries" USING btree ("import_id");--> statement-breakpoint
CREATE INDEX "bank_statements_chain" ON "bank_statements" USING btree ("account","closing_on");--> statement-breakpoint
CREATE INDEX "chat_clicks_by_time" ON "chat_clicks" USING btree ("taken_at");--> statement-breakpoint
CREATE INDEX "chat_messages_by_ts" ON "chat_messages" USING btree ("ts");--> statement-breakpoint
CREATE INDEX "digest_proposals_of_proposal" ON "digest_proposals" USING btree ("proposal_id");--> statement-breakpoint
CREATE INDEX "customers_of_plan" ON "customers" USING btree ("plan_id");--> statement-breakpoint
CREATE INDEX "customers_by_name" ON "customers" USING btree (name collate "und-x-icu","id");--> statement-breakpoint
CREATE UNIQUE INDEX "blocks_one_per_invoice" ON "blocks" USING btree ("invoice_id") WHERE "blocks"."scope" = 'invoice' and "blocks"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "blocks_one_per_customer" ON "blocks" USING btree ("customer_id") WHERE "blocks"."scope" = 'customer' and "blocks"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "blocks_one_for_all" ON "blocks" USING btree ("scope") WHERE "blocks"."scope" = 'all' and "blocks"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "blocks_history" ON "blocks" USING btree ("invoice_id","customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "disputes_one_open" ON "disputes" USING btree ("invoice_id") WHERE "disputes"."settled_at" is null;--> statement-breakpoint
CREATE INDEX "disputes_of_invoice" ON "disputes" USING btree ("invoice_id");--> statement-breakpoint
CREATE UNIQUE INDEX "promises_one_open" ON "promises" USING btree ("invoice_id") WHERE "promises"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "promises_of_invoice" ON "promises" USING btree ("invoice_id");--> statement-breakpoint
CREATE UNIQUE INDEX "imports_last_posted" ON "imports" USING btree ("last_posted_on","id") WHERE "imports"."last_posted_on" is not null;--> statement-breakpoint
CREATE INDEX "invoices_of_customer" ON "invoices" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "invoices_number_key" ON "invoices" USING btree (upper(regexp_replace(number, '[^A-Za-z0-9]', '', 'g')));--> statement-breakpoint
CREATE INDEX "invoices_credits" ON "invoices" USING btree ("applies_to_id") WHERE "invoices"."applies_to_id" is not null;--> statement-breakpoint
CREATE INDEX "invoices_open_by_due" ON "invoices" USING btree ("due_date","id") WHERE kind = 'invoice' and open_cents > 0;--> statement-breakpoint
CREATE INDEX "invoices_free_credit" ON "invoices" USING btree ("customer_id") WHERE kind = 'credit_note' or open_cents < 0;--> statement-breakpoint
CREATE INDEX "payments_of_invoice" ON "payments" USING btree ("invoice_id");--> statement-breakpoint
CREATE INDEX "payments_unmatched" ON "payments" USING btree ("customer_id") WHERE "payments"."invoice_id" is null;--> statement-breakpoint
CREATE INDEX "payments_of_bank_entry" ON "payments" USING btree ("bank_entry_id") WHERE bank_entry_id is not null;--> statement-breakpoint
CREATE INDEX "payments_posted" ON "payments" USING btree ("posted_on") WHERE method = 'bank_transfer' and bank_entry_id is null;--> statement-breakpoint
CREATE INDEX "staged_files_by_time" ON "staged_files" USING btree ("staged_at");--> statement-breakpoint
CREATE INDEX "deliveries_waiting" ON "deliveries" USING btree ("not_before") WHERE state in ('approved', 'claimed', 'attempted', 'unknown');--> statement-breakpoint
CREATE INDEX "deliveries_undelivered" ON "deliveries" USING btree ("notice_id") WHERE state in ('failed', 'bounced', 'cancelled', 'needs_review');--> statement-breakpoint
CREATE INDEX "deliveries_by_reference" ON "deliveries" USING btree ("transport_reference") WHERE transport_reference is not null;--> statement-breakpoint
CREATE INDEX "notice_invoices_of_invoice" ON "notice_invoices" USING btree ("invoice_id");--> statement-breakpoint
CREATE INDEX "notices_of_customer" ON "notices" USING btree ("customer_id","issued_on");--> statement-breakpoint
CREATE INDEX "notices_by_day" ON "notices" USING btree ("issued_on");--> statement-breakpoint
CREATE UNIQUE INDEX "passages_once" ON "passages" USING btree ("invoice_id","cycle","level_id") WHERE "passages"."voided_at" is null;--> statement-breakpoint
CREATE INDEX "provider_events_of_delivery" ON "provider_events" USING btree ("delivery_id");--> statement-breakpoint
CREATE INDEX "levels_of_plan" ON "levels" USING btree ("plan_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "plans_one_default" ON "plans" USING btree ("is_default") WHERE "plans"."is_default";--> statement-breakpoint
CREATE UNIQUE INDEX "proposal_invoices_one_open" ON "proposal_invoices" USING btree ("invoice_id") WHERE "proposal_invoices"."open" and "proposal_invoices"."moves";--> statement-breakpoint
CREATE INDEX "proposal_invoices_of_invoice" ON "proposal_invoices" USING btree ("invoice_id");--> statement-breakpoint
CREATE INDEX "proposals_open" ON "proposals" USING btree ("plan_id","id") WHERE state in ('proposed', 'approved_once', 'approved');--> statement-breakpoint
CREATE INDEX "proposals_of_customer" ON "proposals" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "proposals_skipped" ON "proposals" USING btree ("decided_on") WHERE state = 'skipped';--> statement-breakpoint
CREATE INDEX "proposals_snoozed" ON "proposals" USING btree ("snoozed_until") WHERE state = 'snoozed';--> statement-breakpoint
CREATE UNIQUE INDEX "runs_once_a_day" ON "runs" USING btree ("plan_id","on_day") WHERE "runs"."trigger" <> 'person';--> statement-breakpoint
CREATE INDEX "runs_by_day" ON "runs" USING btree ("on_day");--> statement-breakpoint
CREATE INDEX "audit_of_entity" ON "audit" USING btree ("entity","entity_id");--> statement-breakpoint
CREATE INDEX "audit_by_time" ON "audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "revisions_of_entity" ON "revisions" USING btree ("entity","entity_id","changed_at");--> statement-breakpoint
CREATE INDEX "sessions_of_person" ON "sessions" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sending_holds_open" ON "sending_holds" USING btree ("cause") WHERE "sending_holds"."ended_at" is null;