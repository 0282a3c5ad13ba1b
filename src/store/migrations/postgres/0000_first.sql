CREATE TABLE "accounts" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"person" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"direct_messages" text collate "C" NOT NULL,
	"last_seen" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attendance" (
	"course" text collate "C" NOT NULL,
	"person" text collate "C" NOT NULL,
	"mark" text collate "C" NOT NULL,
	"marked_by" text collate "C" NOT NULL,
	"marked_at" bigint NOT NULL,
	CONSTRAINT "attendance_course_person_pk" PRIMARY KEY("course","person")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"sequence" bigint PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"actor" text collate "C" NOT NULL,
	"action" text collate "C" NOT NULL,
	"subject" text collate "C" NOT NULL,
	"facts" json NOT NULL,
	"previous" text collate "C" NOT NULL,
	"hash" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" integer PRIMARY KEY NOT NULL,
	"sequence" bigint NOT NULL,
	"hash" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "channels" (
	"organisation" text collate "C" NOT NULL,
	"purpose" text collate "C" NOT NULL,
	"channel" text collate "C" NOT NULL,
	CONSTRAINT "channels_organisation_purpose_pk" PRIMARY KEY("organisation","purpose")
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"key" text collate "C" PRIMARY KEY NOT NULL,
	"claimed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clearances" (
	"course" text collate "C" NOT NULL,
	"document" text collate "C" NOT NULL,
	"reference" text collate "C" NOT NULL,
	"decided_on" text collate "C" NOT NULL,
	"valid_until" text collate "C" NOT NULL,
	"recorded_by" text collate "C" NOT NULL,
	"recorded_at" bigint NOT NULL,
	CONSTRAINT "clearances_course_document_pk" PRIMARY KEY("course","document")
);
--> statement-breakpoint
CREATE TABLE "codes" (
	"hash" text collate "C" PRIMARY KEY NOT NULL,
	"purpose" text collate "C" NOT NULL,
	"subject" text collate "C" NOT NULL,
	"good_until" bigint NOT NULL,
	"used_at" bigint
);
--> statement-breakpoint
CREATE TABLE "courses" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"title" text collate "C" NOT NULL,
	"title_key" text collate "C" NOT NULL,
	"subject" text collate "C" NOT NULL,
	"starts_on" text collate "C" NOT NULL,
	"ends_on" text collate "C" NOT NULL,
	"zone" text collate "C" NOT NULL,
	"place" text collate "C",
	"online" boolean NOT NULL,
	"language" text collate "C" NOT NULL,
	"seats" integer NOT NULL,
	"granted" integer NOT NULL,
	"nomination_deadline" bigint NOT NULL,
	"aims" text collate "C" NOT NULL,
	"state" text collate "C" NOT NULL,
	"reason" text collate "C",
	"proposed_by" text collate "C" NOT NULL,
	"organisation" text collate "C" NOT NULL,
	"withheld" json NOT NULL,
	"created_at" bigint NOT NULL,
	"published_at" bigint,
	"sequence" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"key" text collate "C" NOT NULL,
	"message" text collate "C" NOT NULL,
	"facts" json NOT NULL,
	"person" text collate "C",
	"channel" text collate "C",
	"organisation" text collate "C",
	"purpose" text collate "C",
	"post" text collate "C",
	"state" text collate "C" NOT NULL,
	"attempts" integer NOT NULL,
	"sent_to" text collate "C",
	"reference" text collate "C",
	"failure" text collate "C",
	"not_before" bigint NOT NULL,
	"too_late_at" bigint,
	"created_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "drafts" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"path" text collate "C" NOT NULL,
	"account" text collate "C" NOT NULL,
	"channel" text collate "C",
	"typed" json NOT NULL,
	"pages_done" json NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "feedback_answers" (
	"key" text collate "C" PRIMARY KEY NOT NULL,
	"course" text collate "C" NOT NULL,
	"answers" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "feedback_participation" (
	"course" text collate "C" NOT NULL,
	"person" text collate "C" NOT NULL,
	"answered" boolean NOT NULL,
	CONSTRAINT "feedback_participation_course_person_pk" PRIMARY KEY("course","person")
);
--> statement-breakpoint
CREATE TABLE "feedback_rounds" (
	"course" text collate "C" PRIMARY KEY NOT NULL,
	"questionnaire" text collate "C" NOT NULL,
	"opens_at" bigint NOT NULL,
	"closes_at" bigint NOT NULL,
	"state" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "grants" (
	"person" text collate "C" NOT NULL,
	"role" text collate "C" NOT NULL,
	"scope" text collate "C" NOT NULL,
	CONSTRAINT "grants_person_role_scope_pk" PRIMARY KEY("person","role","scope")
);
--> statement-breakpoint
CREATE TABLE "job_slots" (
	"job" text collate "C" NOT NULL,
	"slot" bigint NOT NULL,
	"taken_at" bigint NOT NULL,
	CONSTRAINT "job_slots_job_slot_pk" PRIMARY KEY("job","slot")
);
--> statement-breakpoint
CREATE TABLE "nominations" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"course" text collate "C" NOT NULL,
	"nominee" text collate "C" NOT NULL,
	"organisation" text collate "C" NOT NULL,
	"nominated_by" text collate "C" NOT NULL,
	"rank" text collate "C" NOT NULL,
	"unit" text collate "C" NOT NULL,
	"years_of_service" integer NOT NULL,
	"reason" text collate "C" NOT NULL,
	"state" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text collate "C" NOT NULL,
	"name_key" text collate "C" NOT NULL,
	"country" text collate "C" NOT NULL,
	"language" text collate "C" NOT NULL,
	"zone" text collate "C" NOT NULL,
	"hub" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text collate "C" NOT NULL,
	"name_key" text collate "C" NOT NULL,
	"organisation" text collate "C",
	"membership" text collate "C" NOT NULL,
	"language" text collate "C",
	"zone" text collate "C",
	"notifications" text collate "C" NOT NULL,
	"tell_on" text collate "C",
	"rank" text collate "C",
	"unit" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "places" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"organisation" text collate "C" NOT NULL,
	"name" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text collate "C" NOT NULL,
	"message" text collate "C" NOT NULL,
	"facts" json NOT NULL,
	"channel" text collate "C" NOT NULL,
	"organisation" text collate "C" NOT NULL,
	"purpose" text collate "C" NOT NULL,
	"reference" text collate "C" NOT NULL,
	"wanted" integer NOT NULL,
	"drawn" integer NOT NULL,
	"not_before" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text collate "C" PRIMARY KEY NOT NULL,
	"value" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "symposium_editions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"series" text collate "C" NOT NULL,
	"number" integer NOT NULL,
	"title" text collate "C" NOT NULL,
	"state" text collate "C" NOT NULL,
	"starts_on" text collate "C",
	"ends_on" text collate "C",
	"zone" text collate "C" NOT NULL,
	"place" text collate "C",
	"planned_by" text collate "C" NOT NULL,
	"sequence" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "symposium_registrations" (
	"edition" text collate "C" NOT NULL,
	"person" text collate "C" NOT NULL,
	"track" text collate "C" NOT NULL,
	CONSTRAINT "symposium_registrations_edition_person_pk" PRIMARY KEY("edition","person")
);
--> statement-breakpoint
CREATE TABLE "symposium_series" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text collate "C" NOT NULL,
	"every_years" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channels" ADD CONSTRAINT "channels_organisation_organisations_id_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clearances" ADD CONSTRAINT "clearances_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "courses" ADD CONSTRAINT "courses_proposed_by_people_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "courses" ADD CONSTRAINT "courses_organisation_organisations_id_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback_answers" ADD CONSTRAINT "feedback_answers_course_feedback_rounds_course_fk" FOREIGN KEY ("course") REFERENCES "public"."feedback_rounds"("course") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback_participation" ADD CONSTRAINT "feedback_participation_course_feedback_rounds_course_fk" FOREIGN KEY ("course") REFERENCES "public"."feedback_rounds"("course") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback_participation" ADD CONSTRAINT "feedback_participation_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback_rounds" ADD CONSTRAINT "feedback_rounds_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nominations" ADD CONSTRAINT "nominations_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nominations" ADD CONSTRAINT "nominations_nominee_people_id_fk" FOREIGN KEY ("nominee") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nominations" ADD CONSTRAINT "nominations_organisation_organisations_id_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nominations" ADD CONSTRAINT "nominations_nominated_by_people_id_fk" FOREIGN KEY ("nominated_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_organisation_organisations_id_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "places" ADD CONSTRAINT "places_organisation_organisations_id_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "symposium_editions" ADD CONSTRAINT "symposium_editions_series_symposium_series_id_fk" FOREIGN KEY ("series") REFERENCES "public"."symposium_series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "symposium_registrations" ADD CONSTRAINT "symposium_registrations_edition_symposium_editions_id_fk" FOREIGN KEY ("edition") REFERENCES "public"."symposium_editions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "symposium_registrations" ADD CONSTRAINT "symposium_registrations_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_of_person" ON "accounts" USING btree ("person");--> statement-breakpoint
CREATE INDEX "audit_of_subject" ON "audit" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "claims_by_age" ON "claims" USING btree ("claimed_at");--> statement-breakpoint
CREATE INDEX "codes_of_subject" ON "codes" USING btree ("subject","purpose");--> statement-breakpoint
CREATE INDEX "courses_by_start" ON "courses" USING btree ("starts_on","title_key");--> statement-breakpoint
CREATE INDEX "courses_by_state" ON "courses" USING btree ("state","starts_on");--> statement-breakpoint
CREATE INDEX "courses_of_organisation" ON "courses" USING btree ("organisation");--> statement-breakpoint
CREATE INDEX "courses_of_proposer" ON "courses" USING btree ("proposed_by");--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_once" ON "deliveries" USING btree ("key");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("state","not_before");--> statement-breakpoint
CREATE INDEX "drafts_of_account" ON "drafts" USING btree ("account");--> statement-breakpoint
CREATE INDEX "drafts_by_age" ON "drafts" USING btree ("changed_at");--> statement-breakpoint
CREATE INDEX "feedback_answers_of_course" ON "feedback_answers" USING btree ("course");--> statement-breakpoint
CREATE INDEX "feedback_participation_of" ON "feedback_participation" USING btree ("person");--> statement-breakpoint
CREATE INDEX "feedback_rounds_by_state" ON "feedback_rounds" USING btree ("state","closes_at");--> statement-breakpoint
CREATE INDEX "grants_by_role" ON "grants" USING btree ("role","scope");--> statement-breakpoint
CREATE UNIQUE INDEX "nominations_once" ON "nominations" USING btree ("course","nominee") WHERE state <> 'withdrawn';--> statement-breakpoint
CREATE INDEX "nominations_of_course" ON "nominations" USING btree ("course","created_at");--> statement-breakpoint
CREATE INDEX "nominations_of_nominee" ON "nominations" USING btree ("nominee");--> statement-breakpoint
CREATE INDEX "nominations_of_organisation" ON "nominations" USING btree ("organisation");--> statement-breakpoint
CREATE UNIQUE INDEX "organisations_name" ON "organisations" USING btree ("name_key");--> statement-breakpoint
CREATE UNIQUE INDEX "organisations_one_hub" ON "organisations" USING btree ("hub") WHERE hub;--> statement-breakpoint
CREATE INDEX "people_by_membership" ON "people" USING btree ("membership","name_key");--> statement-breakpoint
CREATE INDEX "people_of_organisation" ON "people" USING btree ("organisation","membership");--> statement-breakpoint
CREATE INDEX "places_of_organisation" ON "places" USING btree ("organisation");--> statement-breakpoint
CREATE UNIQUE INDEX "posts_once" ON "posts" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "posts_by_name" ON "posts" USING btree ("name");--> statement-breakpoint
CREATE INDEX "posts_stale" ON "posts" USING btree ("not_before") WHERE drawn < wanted;--> statement-breakpoint
CREATE UNIQUE INDEX "symposium_editions_once" ON "symposium_editions" USING btree ("series","number");--> statement-breakpoint
CREATE INDEX "symposium_editions_by_state" ON "symposium_editions" USING btree ("state");