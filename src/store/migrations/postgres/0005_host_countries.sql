ALTER TABLE "courses" ADD COLUMN "country" text collate "C";--> statement-breakpoint
UPDATE "courses" SET "country" = "organisations"."country" FROM "organisations" WHERE "organisations"."id" = "courses"."organisation";--> statement-breakpoint
ALTER TABLE "courses" ALTER COLUMN "country" SET NOT NULL;
