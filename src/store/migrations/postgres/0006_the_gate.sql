CREATE TABLE "assessments" (
	"course" text collate "C" PRIMARY KEY NOT NULL,
	"grade" text collate "C" NOT NULL,
	"assessor" text collate "C" NOT NULL,
	"assessed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "briefs" (
	"course" text collate "C" PRIMARY KEY NOT NULL,
	"counterpart" text collate "C" NOT NULL,
	"counterpart_kind" text collate "C" NOT NULL,
	"priorities" text collate "C" NOT NULL,
	"objectives" text collate "C" NOT NULL,
	"need" text collate "C" NOT NULL,
	"opportunities" json NOT NULL,
	"difficulty" text collate "C" NOT NULL,
	"participants" json NOT NULL,
	"written_by" text collate "C" NOT NULL,
	"written_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consultations" (
	"course" text collate "C" NOT NULL,
	"country" text collate "C" NOT NULL,
	"mission" text collate "C" NOT NULL,
	"due" text collate "C" NOT NULL,
	"view" text collate "C",
	"note" text collate "C",
	"asked_at" bigint NOT NULL,
	"asked_by" text collate "C" NOT NULL,
	"answered_at" bigint,
	"answered_by" text collate "C",
	CONSTRAINT "consultations_course_country_pk" PRIMARY KEY("course","country")
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"course" text collate "C" NOT NULL,
	"number" integer NOT NULL,
	"verdict" text collate "C" NOT NULL,
	"office" text collate "C" NOT NULL,
	"grade" text collate "C" NOT NULL,
	"decided_by" text collate "C" NOT NULL,
	"in_name_of" text collate "C",
	"decided_at" bigint NOT NULL,
	"reasons" text collate "C" NOT NULL,
	"hash" text collate "C" NOT NULL,
	"content" json NOT NULL,
	"evidence" json NOT NULL,
	"voided_at" bigint,
	"voided_why" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "risks" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"course" text collate "C" NOT NULL,
	"number" integer NOT NULL,
	"risk" text collate "C" NOT NULL,
	"mitigation" text collate "C" NOT NULL,
	"owner" text collate "C" NOT NULL,
	"due" text collate "C" NOT NULL,
	"done_at" bigint,
	"done_by" text collate "C"
);
--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_assessor_people_id_fk" FOREIGN KEY ("assessor") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "briefs" ADD CONSTRAINT "briefs_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consultations" ADD CONSTRAINT "consultations_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_in_name_of_people_id_fk" FOREIGN KEY ("in_name_of") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risks" ADD CONSTRAINT "risks_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risks" ADD CONSTRAINT "risks_owner_people_id_fk" FOREIGN KEY ("owner") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consultations_open" ON "consultations" USING btree ("due","course","country") WHERE view is null;--> statement-breakpoint
CREATE UNIQUE INDEX "decisions_of_course" ON "decisions" USING btree ("course","number");--> statement-breakpoint
CREATE UNIQUE INDEX "decisions_standing" ON "decisions" USING btree ("course") WHERE voided_at is null;--> statement-breakpoint
CREATE INDEX "decisions_by_time" ON "decisions" USING btree ("decided_at");--> statement-breakpoint
CREATE UNIQUE INDEX "risks_of_course" ON "risks" USING btree ("course","number");--> statement-breakpoint
CREATE INDEX "risks_of_owner" ON "risks" USING btree ("owner","due");--> statement-breakpoint
CREATE INDEX "risks_not_done" ON "risks" USING btree ("due") WHERE done_at is null;