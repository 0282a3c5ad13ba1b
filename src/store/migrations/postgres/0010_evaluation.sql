CREATE TABLE "questionnaires" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"course" text collate "C" NOT NULL,
	"set" text collate "C" NOT NULL,
	"version" integer NOT NULL,
	"items" json NOT NULL,
	"made_by" text collate "C" NOT NULL,
	"made_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "feedback_tallies" (
	"round" text collate "C" PRIMARY KEY NOT NULL,
	"batches" integer NOT NULL,
	"released" integer NOT NULL,
	"tallies" json NOT NULL,
	"cells" json,
	"gain" json
);
--> statement-breakpoint
ALTER TABLE "feedback_answers" DROP CONSTRAINT "feedback_answers_course_feedback_rounds_course_fk";
--> statement-breakpoint
ALTER TABLE "feedback_participation" DROP CONSTRAINT "feedback_participation_course_feedback_rounds_course_fk";
--> statement-breakpoint
DROP INDEX "feedback_answers_of_course";
--> statement-breakpoint
DROP INDEX "feedback_rounds_by_state";
--> statement-breakpoint
ALTER TABLE "feedback_participation" DROP CONSTRAINT "feedback_participation_course_person_pk";
--> statement-breakpoint
ALTER TABLE "feedback_rounds" DROP CONSTRAINT "feedback_rounds_pkey";
--> statement-breakpoint
ALTER TABLE "feedback_rounds" ALTER COLUMN "course" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "feedback_rounds" ADD COLUMN "id" text collate "C";
--> statement-breakpoint
ALTER TABLE "feedback_rounds" ADD COLUMN "edition" text collate "C";
--> statement-breakpoint
ALTER TABLE "feedback_rounds" ADD COLUMN "set" text collate "C";
--> statement-breakpoint
ALTER TABLE "feedback_rounds" ADD COLUMN "late_until" bigint;
--> statement-breakpoint
-- What was asked of everybody was the first version of what is now the set at the end of a course.
UPDATE "feedback_rounds" SET "id" = "course" || '.reaction', "set" = 'reaction', "questionnaire" = CASE "questionnaire" WHEN 'level-1/1' THEN 'reaction/1' ELSE "questionnaire" END, "late_until" = "closes_at";
--> statement-breakpoint
ALTER TABLE "feedback_rounds" ALTER COLUMN "id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "feedback_rounds" ADD PRIMARY KEY ("id");
--> statement-breakpoint
ALTER TABLE "feedback_rounds" ALTER COLUMN "set" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "feedback_rounds" ALTER COLUMN "late_until" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "feedback_participation" ADD COLUMN "round" text collate "C";
--> statement-breakpoint
UPDATE "feedback_participation" SET "round" = "course" || '.reaction';
--> statement-breakpoint
ALTER TABLE "feedback_participation" ALTER COLUMN "round" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "feedback_participation" DROP COLUMN "course";
--> statement-breakpoint
ALTER TABLE "feedback_participation" ADD CONSTRAINT "feedback_participation_round_person_pk" PRIMARY KEY("round","person");
--> statement-breakpoint
-- Written anew in the order of the random keys, so that nothing tells when an answer came.
CREATE TABLE "__new_feedback_answers" (
	"key" text collate "C" NOT NULL,
	"round" text collate "C" NOT NULL,
	"batch" integer,
	"cell" text collate "C",
	"link" text collate "C",
	"answers" json NOT NULL
);
--> statement-breakpoint
INSERT INTO "__new_feedback_answers"("key", "round", "batch", "answers")
	SELECT a."key", a."course" || '.reaction',
		CASE WHEN r."state" = 'closed' AND (SELECT count(*) FROM "feedback_answers" b WHERE b."course" = a."course") >= 5 THEN 1 END,
		a."answers"
	FROM "feedback_answers" a JOIN "feedback_rounds" r ON r."course" = a."course" ORDER BY a."key";
--> statement-breakpoint
DROP TABLE "feedback_answers";
--> statement-breakpoint
ALTER TABLE "__new_feedback_answers" RENAME TO "feedback_answers";
--> statement-breakpoint
ALTER TABLE "feedback_answers" ADD CONSTRAINT "feedback_answers_pkey" PRIMARY KEY ("key");
--> statement-breakpoint
INSERT INTO "feedback_tallies"("round", "batches", "released", "tallies")
	SELECT a."round", 1, count(*), json_build_object('apply', json_build_array(count(*) filter (where a.answers ->> 'apply' = '1'), count(*) filter (where a.answers ->> 'apply' = '2'), count(*) filter (where a.answers ->> 'apply' = '3'), count(*) filter (where a.answers ->> 'apply' = '4'), count(*) filter (where a.answers ->> 'apply' = '5')),
		'confidence', json_build_array(count(*) filter (where a.answers ->> 'confidence' = '1'), count(*) filter (where a.answers ->> 'confidence' = '2'), count(*) filter (where a.answers ->> 'confidence' = '3'), count(*) filter (where a.answers ->> 'confidence' = '4'), count(*) filter (where a.answers ->> 'confidence' = '5')),
		'relevance', json_build_array(count(*) filter (where a.answers ->> 'relevance' = '1'), count(*) filter (where a.answers ->> 'relevance' = '2'), count(*) filter (where a.answers ->> 'relevance' = '3'), count(*) filter (where a.answers ->> 'relevance' = '4'), count(*) filter (where a.answers ->> 'relevance' = '5')),
		'instructors', json_build_array(count(*) filter (where a.answers ->> 'instructors' = '1'), count(*) filter (where a.answers ->> 'instructors' = '2'), count(*) filter (where a.answers ->> 'instructors' = '3'), count(*) filter (where a.answers ->> 'instructors' = '4'), count(*) filter (where a.answers ->> 'instructors' = '5')),
		'human-rights', json_build_array(count(*) filter (where a.answers ->> 'human-rights' = '1'), count(*) filter (where a.answers ->> 'human-rights' = '2'), count(*) filter (where a.answers ->> 'human-rights' = '3'), count(*) filter (where a.answers ->> 'human-rights' = '4'), count(*) filter (where a.answers ->> 'human-rights' = '5')),
		'level', json_build_array(count(*) filter (where a.answers ->> 'level' = '1'), count(*) filter (where a.answers ->> 'level' = '2'), count(*) filter (where a.answers ->> 'level' = '3'), count(*) filter (where a.answers ->> 'level' = '4'), count(*) filter (where a.answers ->> 'level' = '5')),
		'knowledge', json_build_array(count(*) filter (where a.answers ->> 'knowledge' = '1'), count(*) filter (where a.answers ->> 'knowledge' = '2'), count(*) filter (where a.answers ->> 'knowledge' = '3'), count(*) filter (where a.answers ->> 'knowledge' = '4'), count(*) filter (where a.answers ->> 'knowledge' = '5')),
		'recommend', json_build_array(count(*) filter (where a.answers ->> 'recommend' = '0'), count(*) filter (where a.answers ->> 'recommend' = '1'), count(*) filter (where a.answers ->> 'recommend' = '2'), count(*) filter (where a.answers ->> 'recommend' = '3'), count(*) filter (where a.answers ->> 'recommend' = '4'), count(*) filter (where a.answers ->> 'recommend' = '5'), count(*) filter (where a.answers ->> 'recommend' = '6'), count(*) filter (where a.answers ->> 'recommend' = '7'), count(*) filter (where a.answers ->> 'recommend' = '8'), count(*) filter (where a.answers ->> 'recommend' = '9'), count(*) filter (where a.answers ->> 'recommend' = '10')),
		'obstacles', json_build_array(count(*) filter (where a.answers ->> 'obstacles' <> '')),
		'anything-else', json_build_array(count(*) filter (where a.answers ->> 'anything-else' <> '')))
	FROM "feedback_answers" a WHERE a."batch" = 1 GROUP BY a."round";
--> statement-breakpoint
ALTER TABLE "feedback_tallies" ADD CONSTRAINT "feedback_tallies_round_feedback_rounds_id_fk" FOREIGN KEY ("round") REFERENCES "public"."feedback_rounds"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "questionnaires" ADD CONSTRAINT "questionnaires_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "questionnaires" ADD CONSTRAINT "questionnaires_made_by_people_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE UNIQUE INDEX "questionnaires_once" ON "questionnaires" USING btree ("course","set","version");
--> statement-breakpoint
ALTER TABLE "feedback_answers" ADD CONSTRAINT "feedback_answers_round_feedback_rounds_id_fk" FOREIGN KEY ("round") REFERENCES "public"."feedback_rounds"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "feedback_participation" ADD CONSTRAINT "feedback_participation_round_feedback_rounds_id_fk" FOREIGN KEY ("round") REFERENCES "public"."feedback_rounds"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "feedback_rounds" ADD CONSTRAINT "feedback_rounds_edition_symposium_editions_id_fk" FOREIGN KEY ("edition") REFERENCES "public"."symposium_editions"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "feedback_answers_of_round" ON "feedback_answers" USING btree ("round");
--> statement-breakpoint
CREATE INDEX "feedback_rounds_of_course" ON "feedback_rounds" USING btree ("course");
--> statement-breakpoint
CREATE INDEX "feedback_rounds_of_edition" ON "feedback_rounds" USING btree ("edition");
--> statement-breakpoint
CREATE INDEX "feedback_rounds_by_state" ON "feedback_rounds" USING btree ("state","closes_at","id");
--> statement-breakpoint
CREATE TABLE "bot_opinions" (
	"month" text collate "C" NOT NULL,
	"verdict" text collate "C" NOT NULL,
	"number" integer NOT NULL,
	CONSTRAINT "bot_opinions_month_verdict_pk" PRIMARY KEY("month","verdict")
);
--> statement-breakpoint
CREATE TABLE "comment_counts" (
	"round" text collate "C" PRIMARY KEY NOT NULL,
	"released" integer NOT NULL,
	"counts" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "commitment_readings" (
	"commitment" text collate "C" NOT NULL,
	"stage" text collate "C" NOT NULL,
	"reading" text collate "C" NOT NULL,
	CONSTRAINT "commitment_readings_commitment_stage_pk" PRIMARY KEY("commitment","stage")
);
--> statement-breakpoint
CREATE TABLE "commitments" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"course" text collate "C" NOT NULL,
	"person" text collate "C" NOT NULL,
	"place" integer NOT NULL,
	"text" text collate "C" NOT NULL,
	"shared" boolean NOT NULL,
	"made_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "course_runs" (
	"course" text collate "C" PRIMARY KEY NOT NULL,
	"previous" text collate "C",
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "digest_choices" (
	"digest" text collate "C" NOT NULL,
	"reader" text collate "C" NOT NULL,
	"rhythm" text collate "C" NOT NULL,
	"weekday" integer,
	"hour" integer NOT NULL,
	"language" text collate "C",
	"changed_at" bigint NOT NULL,
	CONSTRAINT "digest_choices_digest_reader_pk" PRIMARY KEY("digest","reader")
);
--> statement-breakpoint
CREATE TABLE "feedback_files" (
	"round" text collate "C" PRIMARY KEY NOT NULL,
	"attended" integer NOT NULL,
	"answered" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "feedback_keys" (
	"course" text collate "C" PRIMARY KEY NOT NULL,
	"secret" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "feedback_responses" (
	"round" text collate "C" NOT NULL,
	"organisation" text collate "C" NOT NULL,
	"invited" integer NOT NULL,
	"answered" integer NOT NULL,
	CONSTRAINT "feedback_responses_round_organisation_pk" PRIMARY KEY("round","organisation")
);
--> statement-breakpoint
CREATE TABLE "follow_ups" (
	"course" text collate "C" NOT NULL,
	"person" text collate "C" NOT NULL,
	"stage" text collate "C" NOT NULL,
	"answered_by" text collate "C" NOT NULL,
	"answered_at" bigint NOT NULL,
	"barrier" text collate "C" NOT NULL,
	"tools" text collate "C",
	"seen" text collate "C",
	"observed" json,
	"volunteers" boolean NOT NULL,
	CONSTRAINT "follow_ups_course_person_stage_pk" PRIMARY KEY("course","person","stage")
);
--> statement-breakpoint
CREATE TABLE "improvement_actions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"course" text collate "C" NOT NULL,
	"what" text collate "C" NOT NULL,
	"owner" text collate "C" NOT NULL,
	"due_on" text collate "C" NOT NULL,
	"state" text collate "C" NOT NULL,
	"effect" text collate "C",
	"theme" text collate "C",
	"added_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
CREATE TABLE "round_themes" (
	"round" text collate "C" NOT NULL,
	"theme" text collate "C" NOT NULL,
	"paraphrase" json NOT NULL,
	CONSTRAINT "round_themes_round_theme_pk" PRIMARY KEY("round","theme")
);
--> statement-breakpoint
CREATE TABLE "themes" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"names" json NOT NULL,
	"keywords" json NOT NULL,
	"dropped" boolean NOT NULL
);
--> statement-breakpoint
ALTER TABLE "feedback_tallies" ADD COLUMN "alike" json;--> statement-breakpoint
ALTER TABLE "comment_counts" ADD CONSTRAINT "comment_counts_round_feedback_rounds_id_fk" FOREIGN KEY ("round") REFERENCES "public"."feedback_rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitment_readings" ADD CONSTRAINT "commitment_readings_commitment_commitments_id_fk" FOREIGN KEY ("commitment") REFERENCES "public"."commitments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_runs" ADD CONSTRAINT "course_runs_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_runs" ADD CONSTRAINT "course_runs_previous_courses_id_fk" FOREIGN KEY ("previous") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback_files" ADD CONSTRAINT "feedback_files_round_feedback_rounds_id_fk" FOREIGN KEY ("round") REFERENCES "public"."feedback_rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback_keys" ADD CONSTRAINT "feedback_keys_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback_responses" ADD CONSTRAINT "feedback_responses_round_feedback_rounds_id_fk" FOREIGN KEY ("round") REFERENCES "public"."feedback_rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "improvement_actions" ADD CONSTRAINT "improvement_actions_course_courses_id_fk" FOREIGN KEY ("course") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "improvement_actions" ADD CONSTRAINT "improvement_actions_owner_people_id_fk" FOREIGN KEY ("owner") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "round_themes" ADD CONSTRAINT "round_themes_round_feedback_rounds_id_fk" FOREIGN KEY ("round") REFERENCES "public"."feedback_rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "commitments_once" ON "commitments" USING btree ("course","person","place");--> statement-breakpoint
CREATE INDEX "commitments_of" ON "commitments" USING btree ("person");--> statement-breakpoint
CREATE INDEX "follow_ups_of" ON "follow_ups" USING btree ("person");--> statement-breakpoint
CREATE INDEX "follow_ups_by" ON "follow_ups" USING btree ("answered_by");--> statement-breakpoint
CREATE INDEX "improvement_actions_of_course" ON "improvement_actions" USING btree ("course","due_on");--> statement-breakpoint
CREATE INDEX "improvement_actions_by_state" ON "improvement_actions" USING btree ("state","due_on");--> statement-breakpoint
CREATE INDEX "improvement_actions_of_owner" ON "improvement_actions" USING btree ("owner","state","due_on");
