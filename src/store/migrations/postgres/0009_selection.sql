CREATE TABLE "appeals" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"nomination" text collate "C" NOT NULL,
	"asked_by" text collate "C" NOT NULL,
	"grounds" text collate "C" NOT NULL,
	"asked_at" bigint NOT NULL,
	"heard_by" text collate "C",
	"verdict" text collate "C",
	"answer" text collate "C",
	"answered_by" text collate "C",
	"answered_at" bigint
);
--> statement-breakpoint
CREATE TABLE "attendance_days" (
	"course" text collate "C" NOT NULL,
	"person" text collate "C" NOT NULL,
	"day" text collate "C" NOT NULL,
	"presence" text collate "C" NOT NULL,
	"marked_by" text collate "C" NOT NULL,
	"marked_at" bigint NOT NULL,
	CONSTRAINT "attendance_days_course_person_day_pk" PRIMARY KEY("course","person","day")
);
--> statement-breakpoint
CREATE TABLE "certificates" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"code" text collate "C" NOT NULL,
	"course" text collate "C" NOT NULL,
	"person" text collate "C" NOT NULL,
	"organisation" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"language" text collate "C" NOT NULL,
	"mark" text collate "C" NOT NULL,
	"days_present" integer NOT NULL,
	"days_marked" integer NOT NULL,
	"hours" integer,
	"issued_at" bigint NOT NULL,
	"issued_by" text collate "C" NOT NULL,
	"revoked_at" bigint,
	"revoked_by" text collate "C",
	"revoked_for" text collate "C",
	"reason" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "criteria" (
	"course" text collate "C" PRIMARY KEY NOT NULL,
	"sectors" json NOT NULL,
	"sector_targets" json NOT NULL,
	"countries" json NOT NULL,
	"partner_agencies" boolean NOT NULL,
	"min_years" integer,
	"language_required" boolean NOT NULL,
	"prerequisite" text collate "C",
	"vetting" text collate "C" NOT NULL,
	"documents" json NOT NULL,
	"once_per_person" boolean NOT NULL,
	"cooling_off" boolean NOT NULL,
	"visa_lead_days" integer,
	"last_join_on" text collate "C",
	"set_by" text collate "C" NOT NULL,
	"set_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "declarations" (
	"declarant" text collate "C" NOT NULL,
	"about" text collate "C" NOT NULL,
	"interest" text collate "C" NOT NULL,
	"declared_at" bigint NOT NULL,
	CONSTRAINT "declarations_declarant_about_pk" PRIMARY KEY("declarant","about")
);
--> statement-breakpoint
CREATE TABLE "earlier_courses" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"person" text collate "C" NOT NULL,
	"title" text collate "C" NOT NULL,
	"days" integer NOT NULL,
	"ends_on" text collate "C" NOT NULL,
	"said_by" text collate "C" NOT NULL,
	"said_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "exchange_offers" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"officer" text collate "C" NOT NULL,
	"organisation" text collate "C" NOT NULL,
	"offered_by" text collate "C" NOT NULL,
	"topic" text collate "C" NOT NULL,
	"languages" json NOT NULL,
	"from_day" text collate "C" NOT NULL,
	"until_day" text collate "C" NOT NULL,
	"counterpart" text collate "C",
	"state" text collate "C" NOT NULL,
	"paired_with" text collate "C",
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lots" (
	"course" text collate "C" PRIMARY KEY NOT NULL,
	"seed" text collate "C" NOT NULL,
	"drawn_at" bigint NOT NULL,
	"revealed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "offers" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"nomination" text collate "C" NOT NULL,
	"course" text collate "C" NOT NULL,
	"origin" text collate "C" NOT NULL,
	"state" text collate "C" NOT NULL,
	"offered_at" bigint NOT NULL,
	"ends_at" bigint NOT NULL,
	"closes_at" bigint NOT NULL,
	"told_at" bigint,
	"look_at" bigint NOT NULL,
	"extensions" integer NOT NULL,
	"offered_by" text collate "C",
	"reason" text collate "C",
	"ended_at" bigint,
	"decline_reason" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "outcomes" (
	"nomination" text collate "C" PRIMARY KEY NOT NULL,
	"course" text collate "C" NOT NULL,
	"code" text collate "C" NOT NULL,
	"facts" json NOT NULL,
	"confirmed_by" text collate "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "panels" (
	"course" text collate "C" PRIMARY KEY NOT NULL,
	"weights" json NOT NULL,
	"due" text collate "C" NOT NULL,
	"convened_by" text collate "C" NOT NULL,
	"convened_at" bigint NOT NULL,
	"closed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "profiles" (
	"person" text collate "C" PRIMARY KEY NOT NULL,
	"sector" text collate "C",
	"gender" text collate "C",
	"languages" json NOT NULL,
	"changed_by" text collate "C" NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "proofs" (
	"person" text collate "C" NOT NULL,
	"programme_key" text collate "C" NOT NULL,
	"programme" text collate "C" NOT NULL,
	"noted_by" text collate "C" NOT NULL,
	"noted_at" bigint NOT NULL,
	CONSTRAINT "proofs_person_programme_key_pk" PRIMARY KEY("person","programme_key")
);
--> statement-breakpoint
CREATE TABLE "received_documents" (
	"nomination" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"received" boolean NOT NULL,
	"marked_by" text collate "C" NOT NULL,
	"marked_at" bigint NOT NULL,
	CONSTRAINT "received_documents_nomination_name_pk" PRIMARY KEY("nomination","name")
);
--> statement-breakpoint
CREATE TABLE "reviewers" (
	"course" text collate "C" NOT NULL,
	"person" text collate "C" NOT NULL,
	"named_by" text collate "C" NOT NULL,
	"named_at" bigint NOT NULL,
	CONSTRAINT "reviewers_course_person_pk" PRIMARY KEY("course","person")
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"course" text collate "C" NOT NULL,
	"nomination" text collate "C" NOT NULL,
	"reviewer" text collate "C" NOT NULL,
	"is_third" boolean NOT NULL,
	"state" text collate "C" NOT NULL,
	"ratings" json,
	"flag" text collate "C",
	"remark" text collate "C",
	"reason" text collate "C",
	"assigned_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "seat_departures" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"plan" text collate "C" NOT NULL,
	"course" text collate "C" NOT NULL,
	"number" integer NOT NULL,
	"loses" text collate "C" NOT NULL,
	"gains" text collate "C" NOT NULL,
	"reason" text collate "C" NOT NULL,
	"departed_by" text collate "C" NOT NULL,
	"departed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "seat_plans" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"course" text collate "C" NOT NULL,
	"number" integer NOT NULL,
	"seats" integer NOT NULL,
	"hash" text collate "C" NOT NULL,
	"rows" json NOT NULL,
	"shares" json NOT NULL,
	"proposed_by" text collate "C" NOT NULL,
	"proposed_at" bigint NOT NULL,
	"confirmed_by" text collate "C",
	"confirmed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "seat_rules" (
	"course" text collate "C" PRIMARY KEY NOT NULL,
	"cap" integer,
	"floor" boolean NOT NULL,
	"reserves" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signing_keys" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"public_key" text collate "C" NOT NULL,
	"sealed" text collate "C" NOT NULL,
	"sealed_by" text collate "C" NOT NULL,
	"made_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vettings" (
	"subject" text collate "C" PRIMARY KEY NOT NULL,
	"person" text collate "C",
	"organisation" text collate "C",
	"unit" text collate "C",
	"unit_key" text collate "C",
	"state" text collate "C" NOT NULL,
	"valid_until" text collate "C",
	"recorded_by" text collate "C" NOT NULL,
	"recorded_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "waivers" (
	"nomination" text collate "C" NOT NULL,
	"rule" text collate "C" NOT NULL,
	"asked_by" text collate "C" NOT NULL,
	"asked_at" bigint NOT NULL,
	"reason" text collate "C" NOT NULL,
	"signed_by" text collate "C",
	"signed_at" bigint,
	CONSTRAINT "waivers_nomination_rule_pk" PRIMARY KEY("nomination","rule")
);
--> statement-breakpoint
CREATE TABLE "weights" (
	"organisation" text collate "C" PRIMARY KEY NOT NULL,
	"weight" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "priority" integer;--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "as_reserve" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "needs_visa" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "preference" integer;--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "consent" text collate "C";--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "release" text collate "C";--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "hub_note" text collate "C";--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "reserve_place" integer;--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "placed_in" text collate "C";--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "sent_at" bigint;--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "is_late" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_nomination_nominations_id_fk" FOREIGN KEY ("nomination") REFERENCES "public"."nominations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_asked_by_people_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_heard_by_people_id_fk" FOREIGN KEY ("heard_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_days" ADD CONSTRAINT "attendance_days_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_days" ADD CONSTRAINT "attendance_days_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_organisation_organisations_id_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "criteria" ADD CONSTRAINT "criteria_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declarations" ADD CONSTRAINT "declarations_declarant_people_id_fk" FOREIGN KEY ("declarant") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declarations" ADD CONSTRAINT "declarations_about_people_id_fk" FOREIGN KEY ("about") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "earlier_courses" ADD CONSTRAINT "earlier_courses_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exchange_offers" ADD CONSTRAINT "exchange_offers_officer_people_id_fk" FOREIGN KEY ("officer") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exchange_offers" ADD CONSTRAINT "exchange_offers_organisation_organisations_id_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lots" ADD CONSTRAINT "lots_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_nomination_nominations_id_fk" FOREIGN KEY ("nomination") REFERENCES "public"."nominations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_offered_by_people_id_fk" FOREIGN KEY ("offered_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_nomination_nominations_id_fk" FOREIGN KEY ("nomination") REFERENCES "public"."nominations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panels" ADD CONSTRAINT "panels_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "profiles" ADD CONSTRAINT "profiles_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proofs" ADD CONSTRAINT "proofs_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "received_documents" ADD CONSTRAINT "received_documents_nomination_nominations_id_fk" FOREIGN KEY ("nomination") REFERENCES "public"."nominations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviewers" ADD CONSTRAINT "reviewers_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviewers" ADD CONSTRAINT "reviewers_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_nomination_nominations_id_fk" FOREIGN KEY ("nomination") REFERENCES "public"."nominations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_reviewer_people_id_fk" FOREIGN KEY ("reviewer") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat_departures" ADD CONSTRAINT "seat_departures_plan_seat_plans_id_fk" FOREIGN KEY ("plan") REFERENCES "public"."seat_plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat_departures" ADD CONSTRAINT "seat_departures_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat_departures" ADD CONSTRAINT "seat_departures_loses_nominations_id_fk" FOREIGN KEY ("loses") REFERENCES "public"."nominations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat_departures" ADD CONSTRAINT "seat_departures_gains_nominations_id_fk" FOREIGN KEY ("gains") REFERENCES "public"."nominations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat_plans" ADD CONSTRAINT "seat_plans_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat_rules" ADD CONSTRAINT "seat_rules_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vettings" ADD CONSTRAINT "vettings_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vettings" ADD CONSTRAINT "vettings_organisation_organisations_id_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waivers" ADD CONSTRAINT "waivers_nomination_nominations_id_fk" FOREIGN KEY ("nomination") REFERENCES "public"."nominations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waivers" ADD CONSTRAINT "waivers_asked_by_people_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waivers" ADD CONSTRAINT "waivers_signed_by_people_id_fk" FOREIGN KEY ("signed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "weights" ADD CONSTRAINT "weights_organisation_organisations_id_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "appeals_once" ON "appeals" USING btree ("nomination");--> statement-breakpoint
CREATE INDEX "appeals_waiting" ON "appeals" USING btree ("heard_by","asked_at") WHERE verdict is null;--> statement-breakpoint
CREATE INDEX "attendance_days_of_day" ON "attendance_days" USING btree ("course","day");--> statement-breakpoint
CREATE INDEX "attendance_days_of_person" ON "attendance_days" USING btree ("person");--> statement-breakpoint
CREATE UNIQUE INDEX "certificates_by_code" ON "certificates" USING btree ("code");--> statement-breakpoint
CREATE UNIQUE INDEX "certificates_once" ON "certificates" USING btree ("course","person") WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX "certificates_of_person" ON "certificates" USING btree ("person","issued_at");--> statement-breakpoint
CREATE INDEX "declarations_about" ON "declarations" USING btree ("about");--> statement-breakpoint
CREATE INDEX "declarations_by_time" ON "declarations" USING btree ("declared_at");--> statement-breakpoint
CREATE INDEX "earlier_courses_of" ON "earlier_courses" USING btree ("person","ends_on");--> statement-breakpoint
CREATE UNIQUE INDEX "exchange_offers_once" ON "exchange_offers" USING btree ("officer") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "exchange_offers_by_state" ON "exchange_offers" USING btree ("state","until_day","created_at");--> statement-breakpoint
CREATE INDEX "exchange_offers_of_organisation" ON "exchange_offers" USING btree ("organisation","state","created_at");--> statement-breakpoint
CREATE INDEX "exchange_offers_of_officer" ON "exchange_offers" USING btree ("officer","created_at");--> statement-breakpoint
CREATE INDEX "exchange_offers_for" ON "exchange_offers" USING btree ("counterpart");--> statement-breakpoint
CREATE UNIQUE INDEX "offers_open" ON "offers" USING btree ("nomination") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "offers_due" ON "offers" USING btree ("look_at","id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "offers_of_nomination" ON "offers" USING btree ("nomination");--> statement-breakpoint
CREATE INDEX "offers_of_course" ON "offers" USING btree ("course","offered_at");--> statement-breakpoint
CREATE INDEX "offers_by" ON "offers" USING btree ("offered_by");--> statement-breakpoint
CREATE INDEX "outcomes_of_course" ON "outcomes" USING btree ("course");--> statement-breakpoint
CREATE INDEX "reviewers_by_person" ON "reviewers" USING btree ("person");--> statement-breakpoint
CREATE UNIQUE INDEX "reviews_once" ON "reviews" USING btree ("nomination","reviewer");--> statement-breakpoint
CREATE INDEX "reviews_of_course" ON "reviews" USING btree ("course","id");--> statement-breakpoint
CREATE INDEX "reviews_of_reviewer" ON "reviews" USING btree ("reviewer","course","id");--> statement-breakpoint
CREATE UNIQUE INDEX "seat_departures_of_plan" ON "seat_departures" USING btree ("plan","number");--> statement-breakpoint
CREATE INDEX "seat_departures_of_course" ON "seat_departures" USING btree ("course");--> statement-breakpoint
CREATE INDEX "seat_departures_by_time" ON "seat_departures" USING btree ("departed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "seat_plans_of_course" ON "seat_plans" USING btree ("course","number");--> statement-breakpoint
CREATE INDEX "vettings_of_person" ON "vettings" USING btree ("person");--> statement-breakpoint
CREATE INDEX "vettings_of_organisation" ON "vettings" USING btree ("organisation","unit_key");--> statement-breakpoint
CREATE INDEX "vettings_by_end" ON "vettings" USING btree ("state","valid_until");--> statement-breakpoint
CREATE INDEX "waivers_by_signer" ON "waivers" USING btree ("signed_by");--> statement-breakpoint
CREATE INDEX "nominations_seated" ON "nominations" USING btree ("course","organisation","state") WHERE state in ('offered', 'accepted', 'attended', 'partial', 'no-show', 'certified', 'followed-up');--> statement-breakpoint
CREATE INDEX "nominations_asked" ON "nominations" USING btree ("sent_at") WHERE (consent = 'asked' or release = 'asked');--> statement-breakpoint
CREATE INDEX "nominations_to_release" ON "nominations" USING btree ("organisation","created_at") WHERE release = 'asked';