CREATE TABLE `questionnaires` (
	`id` text PRIMARY KEY NOT NULL,
	`course` text NOT NULL,
	`set` text NOT NULL,
	`version` integer NOT NULL,
	`items` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`made_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `questionnaires_once` ON `questionnaires` (`course`,`set`,`version`);
--> statement-breakpoint
PRAGMA foreign_keys=OFF;
--> statement-breakpoint
CREATE TABLE `__new_feedback_rounds` (
	`id` text PRIMARY KEY NOT NULL,
	`course` text,
	`edition` text,
	`set` text NOT NULL,
	`questionnaire` text NOT NULL,
	`opens_at` integer NOT NULL,
	`closes_at` integer NOT NULL,
	`late_until` integer NOT NULL,
	`state` text NOT NULL,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition`) REFERENCES `symposium_editions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
-- What was asked of everybody was the first version of what is now the set at the end of a course.
INSERT INTO `__new_feedback_rounds`("id", "course", "edition", "set", "questionnaire", "opens_at", "closes_at", "late_until", "state")
	SELECT "course" || '.reaction', "course", null, 'reaction', CASE "questionnaire" WHEN 'level-1/1' THEN 'reaction/1' ELSE "questionnaire" END, "opens_at", "closes_at", "closes_at", "state" FROM `feedback_rounds`;
--> statement-breakpoint
DROP TABLE `feedback_rounds`;
--> statement-breakpoint
ALTER TABLE `__new_feedback_rounds` RENAME TO `feedback_rounds`;
--> statement-breakpoint
CREATE INDEX `feedback_rounds_by_state` ON `feedback_rounds` (`state`,`closes_at`,`id`);
--> statement-breakpoint
CREATE INDEX `feedback_rounds_of_course` ON `feedback_rounds` (`course`);
--> statement-breakpoint
CREATE INDEX `feedback_rounds_of_edition` ON `feedback_rounds` (`edition`);
--> statement-breakpoint
CREATE TABLE `__new_feedback_participation` (
	`round` text NOT NULL,
	`person` text NOT NULL,
	`answered` integer NOT NULL,
	PRIMARY KEY(`round`, `person`),
	FOREIGN KEY (`round`) REFERENCES `feedback_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_feedback_participation`("round", "person", "answered")
	SELECT "course" || '.reaction', "person", "answered" FROM `feedback_participation` ORDER BY "course", "person";
--> statement-breakpoint
DROP TABLE `feedback_participation`;
--> statement-breakpoint
ALTER TABLE `__new_feedback_participation` RENAME TO `feedback_participation`;
--> statement-breakpoint
CREATE INDEX `feedback_participation_of` ON `feedback_participation` (`person`);
--> statement-breakpoint
-- WITHOUT ROWID: rows lie in the order of their random keys, so that nothing tells when an answer came.
CREATE TABLE `__new_feedback_answers` (
	`key` text PRIMARY KEY NOT NULL,
	`round` text NOT NULL,
	`batch` integer,
	`cell` text,
	`link` text,
	`answers` text NOT NULL,
	FOREIGN KEY (`round`) REFERENCES `feedback_rounds`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_feedback_answers`("key", "round", "batch", "cell", "link", "answers")
	SELECT a."key", a."course" || '.reaction',
		CASE WHEN r."state" = 'closed' AND (SELECT count(*) FROM `feedback_answers` b WHERE b."course" = a."course") >= 5 THEN 1 END,
		null, null, a."answers"
	FROM `feedback_answers` a JOIN `feedback_rounds` r ON r."course" = a."course" ORDER BY a."key";
--> statement-breakpoint
DROP TABLE `feedback_answers`;
--> statement-breakpoint
ALTER TABLE `__new_feedback_answers` RENAME TO `feedback_answers`;
--> statement-breakpoint
PRAGMA foreign_keys=ON;
--> statement-breakpoint
CREATE INDEX `feedback_answers_of_round` ON `feedback_answers` (`round`);
--> statement-breakpoint
CREATE TABLE `feedback_tallies` (
	`round` text PRIMARY KEY NOT NULL,
	`batches` integer NOT NULL,
	`released` integer NOT NULL,
	`tallies` text NOT NULL,
	`cells` text,
	`gain` text,
	FOREIGN KEY (`round`) REFERENCES `feedback_rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `feedback_tallies`("round", "batches", "released", "tallies")
	SELECT a."round", 1, count(*), json_object('apply', json_array(sum(coalesce(json_extract(a.answers, '$."apply"') = 1, 0)), sum(coalesce(json_extract(a.answers, '$."apply"') = 2, 0)), sum(coalesce(json_extract(a.answers, '$."apply"') = 3, 0)), sum(coalesce(json_extract(a.answers, '$."apply"') = 4, 0)), sum(coalesce(json_extract(a.answers, '$."apply"') = 5, 0))),
		'confidence', json_array(sum(coalesce(json_extract(a.answers, '$."confidence"') = 1, 0)), sum(coalesce(json_extract(a.answers, '$."confidence"') = 2, 0)), sum(coalesce(json_extract(a.answers, '$."confidence"') = 3, 0)), sum(coalesce(json_extract(a.answers, '$."confidence"') = 4, 0)), sum(coalesce(json_extract(a.answers, '$."confidence"') = 5, 0))),
		'relevance', json_array(sum(coalesce(json_extract(a.answers, '$."relevance"') = 1, 0)), sum(coalesce(json_extract(a.answers, '$."relevance"') = 2, 0)), sum(coalesce(json_extract(a.answers, '$."relevance"') = 3, 0)), sum(coalesce(json_extract(a.answers, '$."relevance"') = 4, 0)), sum(coalesce(json_extract(a.answers, '$."relevance"') = 5, 0))),
		'instructors', json_array(sum(coalesce(json_extract(a.answers, '$."instructors"') = 1, 0)), sum(coalesce(json_extract(a.answers, '$."instructors"') = 2, 0)), sum(coalesce(json_extract(a.answers, '$."instructors"') = 3, 0)), sum(coalesce(json_extract(a.answers, '$."instructors"') = 4, 0)), sum(coalesce(json_extract(a.answers, '$."instructors"') = 5, 0))),
		'human-rights', json_array(sum(coalesce(json_extract(a.answers, '$."human-rights"') = 1, 0)), sum(coalesce(json_extract(a.answers, '$."human-rights"') = 2, 0)), sum(coalesce(json_extract(a.answers, '$."human-rights"') = 3, 0)), sum(coalesce(json_extract(a.answers, '$."human-rights"') = 4, 0)), sum(coalesce(json_extract(a.answers, '$."human-rights"') = 5, 0))),
		'level', json_array(sum(coalesce(json_extract(a.answers, '$."level"') = 1, 0)), sum(coalesce(json_extract(a.answers, '$."level"') = 2, 0)), sum(coalesce(json_extract(a.answers, '$."level"') = 3, 0)), sum(coalesce(json_extract(a.answers, '$."level"') = 4, 0)), sum(coalesce(json_extract(a.answers, '$."level"') = 5, 0))),
		'knowledge', json_array(sum(coalesce(json_extract(a.answers, '$."knowledge"') = 1, 0)), sum(coalesce(json_extract(a.answers, '$."knowledge"') = 2, 0)), sum(coalesce(json_extract(a.answers, '$."knowledge"') = 3, 0)), sum(coalesce(json_extract(a.answers, '$."knowledge"') = 4, 0)), sum(coalesce(json_extract(a.answers, '$."knowledge"') = 5, 0))),
		'recommend', json_array(sum(coalesce(json_extract(a.answers, '$."recommend"') = 0, 0)), sum(coalesce(json_extract(a.answers, '$."recommend"') = 1, 0)), sum(coalesce(json_extract(a.answers, '$."recommend"') = 2, 0)), sum(coalesce(json_extract(a.answers, '$."recommend"') = 3, 0)), sum(coalesce(json_extract(a.answers, '$."recommend"') = 4, 0)), sum(coalesce(json_extract(a.answers, '$."recommend"') = 5, 0)), sum(coalesce(json_extract(a.answers, '$."recommend"') = 6, 0)), sum(coalesce(json_extract(a.answers, '$."recommend"') = 7, 0)), sum(coalesce(json_extract(a.answers, '$."recommend"') = 8, 0)), sum(coalesce(json_extract(a.answers, '$."recommend"') = 9, 0)), sum(coalesce(json_extract(a.answers, '$."recommend"') = 10, 0))),
		'obstacles', json_array(sum(coalesce(json_extract(a.answers, '$."obstacles"') <> '', 0))),
		'anything-else', json_array(sum(coalesce(json_extract(a.answers, '$."anything-else"') <> '', 0))))
	FROM `feedback_answers` a WHERE a."batch" = 1 GROUP BY a."round";
--> statement-breakpoint
CREATE TABLE `bot_opinions` (
	`month` text NOT NULL,
	`verdict` text NOT NULL,
	`number` integer NOT NULL,
	PRIMARY KEY(`month`, `verdict`)
);
--> statement-breakpoint
CREATE TABLE `comment_counts` (
	`round` text PRIMARY KEY NOT NULL,
	`released` integer NOT NULL,
	`counts` text NOT NULL,
	FOREIGN KEY (`round`) REFERENCES `feedback_rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `commitment_readings` (
	`commitment` text NOT NULL,
	`stage` text NOT NULL,
	`reading` text NOT NULL,
	PRIMARY KEY(`commitment`, `stage`),
	FOREIGN KEY (`commitment`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `commitments` (
	`id` text PRIMARY KEY NOT NULL,
	`course` text NOT NULL,
	`person` text NOT NULL,
	`place` integer NOT NULL,
	`text` text NOT NULL,
	`shared` integer NOT NULL,
	`made_at` integer NOT NULL,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `commitments_once` ON `commitments` (`course`,`person`,`place`);--> statement-breakpoint
CREATE INDEX `commitments_of` ON `commitments` (`person`);--> statement-breakpoint
CREATE TABLE `course_runs` (
	`course` text PRIMARY KEY NOT NULL,
	`previous` text,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`previous`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `digest_choices` (
	`digest` text NOT NULL,
	`reader` text NOT NULL,
	`rhythm` text NOT NULL,
	`weekday` integer,
	`hour` integer NOT NULL,
	`language` text,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`digest`, `reader`)
);
--> statement-breakpoint
CREATE TABLE `feedback_files` (
	`round` text PRIMARY KEY NOT NULL,
	`attended` integer NOT NULL,
	`answered` integer NOT NULL,
	FOREIGN KEY (`round`) REFERENCES `feedback_rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `feedback_keys` (
	`course` text PRIMARY KEY NOT NULL,
	`secret` text NOT NULL,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `feedback_responses` (
	`round` text NOT NULL,
	`organisation` text NOT NULL,
	`invited` integer NOT NULL,
	`answered` integer NOT NULL,
	PRIMARY KEY(`round`, `organisation`),
	FOREIGN KEY (`round`) REFERENCES `feedback_rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `follow_ups` (
	`course` text NOT NULL,
	`person` text NOT NULL,
	`stage` text NOT NULL,
	`answered_by` text NOT NULL,
	`answered_at` integer NOT NULL,
	`barrier` text NOT NULL,
	`tools` text,
	`seen` text,
	`observed` text,
	`volunteers` integer NOT NULL,
	PRIMARY KEY(`course`, `person`, `stage`),
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `follow_ups_of` ON `follow_ups` (`person`);--> statement-breakpoint
CREATE INDEX `follow_ups_by` ON `follow_ups` (`answered_by`);--> statement-breakpoint
CREATE TABLE `improvement_actions` (
	`id` text PRIMARY KEY NOT NULL,
	`course` text NOT NULL,
	`what` text NOT NULL,
	`owner` text NOT NULL,
	`due_on` text NOT NULL,
	`state` text NOT NULL,
	`effect` text,
	`theme` text,
	`added_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `improvement_actions_of_course` ON `improvement_actions` (`course`,`due_on`);--> statement-breakpoint
CREATE INDEX `improvement_actions_by_state` ON `improvement_actions` (`state`,`due_on`);--> statement-breakpoint
CREATE INDEX `improvement_actions_of_owner` ON `improvement_actions` (`owner`,`state`,`due_on`);--> statement-breakpoint
CREATE TABLE `round_themes` (
	`round` text NOT NULL,
	`theme` text NOT NULL,
	`paraphrase` text NOT NULL,
	PRIMARY KEY(`round`, `theme`),
	FOREIGN KEY (`round`) REFERENCES `feedback_rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `themes` (
	`id` text PRIMARY KEY NOT NULL,
	`names` text NOT NULL,
	`keywords` text NOT NULL,
	`dropped` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `feedback_tallies` ADD `alike` text;
