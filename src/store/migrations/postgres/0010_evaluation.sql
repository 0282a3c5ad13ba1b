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
