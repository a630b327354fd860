ALTER TABLE "plans" DROP CONSTRAINT "plans_name_unique";--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "removed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "withdrawn_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "plans_name" ON "plans" USING btree ("name") WHERE "plans"."removed_at" is null;--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_default_stays" CHECK (not "plans"."is_default" or "plans"."removed_at" is null);