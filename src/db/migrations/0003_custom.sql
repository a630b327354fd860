-- PDFs are compressed already: the server's own attempt costs a third of what storing them takes, and gains nothing.
ALTER TABLE "notice_documents" ALTER COLUMN "letter" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "letter_versions" ALTER COLUMN "letter" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "invoice_documents" ALTER COLUMN "content" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "stored_files" ALTER COLUMN "content" SET STORAGE EXTERNAL;
