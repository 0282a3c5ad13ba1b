CREATE TABLE "intake" (
	"key" text collate "C" PRIMARY KEY NOT NULL,
	"platform" text collate "C" NOT NULL,
	"payload" text collate "C" NOT NULL,
	"taken_by" text collate "C" NOT NULL,
	"kept_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "intake_by_age" ON "intake" USING btree ("kept_at");