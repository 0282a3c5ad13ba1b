CREATE TABLE "funding_lines" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"course" text collate "C" NOT NULL,
	"payer_kind" text collate "C" NOT NULL,
	"country" text collate "C" NOT NULL,
	"payer" text collate "C" NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text collate "C" NOT NULL,
	"share" integer,
	"noted_by" text collate "C" NOT NULL,
	"noted_at" bigint NOT NULL,
	"withdrawn_at" bigint
);
--> statement-breakpoint
CREATE TABLE "funding_releases" (
	"year" integer PRIMARY KEY NOT NULL,
	"totals" json NOT NULL,
	"courses" json NOT NULL,
	"told_by" text collate "C" NOT NULL,
	"told_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "funding_lines" ADD CONSTRAINT "funding_lines_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "funding_lines_of_course" ON "funding_lines" USING btree ("course","noted_at");