-- PDFs are compressed already: the server's own attempt costs a third of what storing them takes, and gains nothing.
ALTER TABLE "notice_documents" ALTER COLUMN "letter" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "letter_versions" ALTER COLUMN "letter" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "invoice_documents" ALTER COLUMN "content" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "stored_files" ALTER COLUMN "content" SET STORAGE EXTERNAL;
--> statement-breakpoint
-- What people search by is a part of a number or of a name. Trigrams find it without reading the table. Where the server
-- lacks the extension, or this user may not add it, the same searches answer more slowly.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX "invoices_number_parts" ON "invoices" USING gin ("number" gin_trgm_ops);
  CREATE INDEX "customers_name_parts" ON "customers" USING gin ("name" gin_trgm_ops);
  CREATE INDEX "customers_number_parts" ON "customers" USING gin ("number" gin_trgm_ops);
EXCEPTION
  WHEN feature_not_supported OR insufficient_privilege OR undefined_file OR undefined_object THEN
    RAISE NOTICE 'pg_trgm is not available: searches read whole tables';
END
$$;
