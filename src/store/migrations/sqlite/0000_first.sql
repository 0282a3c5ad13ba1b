CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`name` text NOT NULL,
	`direct_messages` text NOT NULL,
	`last_seen` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `accounts_of_person` ON `accounts` (`person`);--> statement-breakpoint
CREATE TABLE `attendance` (
	`course` text NOT NULL,
	`person` text NOT NULL,
	`mark` text NOT NULL,
	`marked_by` text NOT NULL,
	`marked_at` integer NOT NULL,
	PRIMARY KEY(`course`, `person`),
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `audit` (
	`sequence` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`facts` text NOT NULL,
	`previous` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_of_subject` ON `audit` (`subject`);--> statement-breakpoint
CREATE TABLE `audit_head` (
	`id` integer PRIMARY KEY NOT NULL,
	`sequence` integer NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `channels` (
	`organisation` text NOT NULL,
	`purpose` text NOT NULL,
	`channel` text NOT NULL,
	PRIMARY KEY(`organisation`, `purpose`),
	FOREIGN KEY (`organisation`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `claims` (
	`key` text PRIMARY KEY NOT NULL,
	`claimed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `claims_by_age` ON `claims` (`claimed_at`);--> statement-breakpoint
CREATE TABLE `clearances` (
	`course` text NOT NULL,
	`document` text NOT NULL,
	`reference` text NOT NULL,
	`decided_on` text NOT NULL,
	`valid_until` text NOT NULL,
	`recorded_by` text NOT NULL,
	`recorded_at` integer NOT NULL,
	PRIMARY KEY(`course`, `document`),
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `codes` (
	`hash` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`subject` text NOT NULL,
	`good_until` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE INDEX `codes_of_subject` ON `codes` (`subject`,`purpose`);--> statement-breakpoint
CREATE TABLE `courses` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`title_key` text NOT NULL,
	`subject` text NOT NULL,
	`starts_on` text NOT NULL,
	`ends_on` text NOT NULL,
	`zone` text NOT NULL,
	`place` text,
	`online` integer NOT NULL,
	`language` text NOT NULL,
	`seats` integer NOT NULL,
	`granted` integer NOT NULL,
	`nomination_deadline` integer NOT NULL,
	`aims` text NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`proposed_by` text NOT NULL,
	`organisation` text NOT NULL,
	`withheld` text NOT NULL,
	`created_at` integer NOT NULL,
	`published_at` integer,
	`sequence` integer NOT NULL,
	FOREIGN KEY (`proposed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organisation`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `courses_by_start` ON `courses` (`starts_on`,`title_key`);--> statement-breakpoint
CREATE INDEX `courses_by_state` ON `courses` (`state`,`starts_on`);--> statement-breakpoint
CREATE INDEX `courses_of_organisation` ON `courses` (`organisation`);--> statement-breakpoint
CREATE INDEX `courses_of_proposer` ON `courses` (`proposed_by`);--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`message` text NOT NULL,
	`facts` text NOT NULL,
	`person` text,
	`channel` text,
	`organisation` text,
	`purpose` text,
	`post` text,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`sent_to` text,
	`reference` text,
	`failure` text,
	`not_before` integer NOT NULL,
	`too_late_at` integer,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_once` ON `deliveries` (`key`);--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`state`,`not_before`);--> statement-breakpoint
CREATE TABLE `drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`path` text NOT NULL,
	`account` text NOT NULL,
	`channel` text,
	`typed` text NOT NULL,
	`pages_done` text NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `drafts_of_account` ON `drafts` (`account`);--> statement-breakpoint
CREATE INDEX `drafts_by_age` ON `drafts` (`changed_at`);--> statement-breakpoint
CREATE TABLE `feedback_answers` (
	`key` text PRIMARY KEY NOT NULL,
	`course` text NOT NULL,
	`answers` text NOT NULL,
	FOREIGN KEY (`course`) REFERENCES `feedback_rounds`(`course`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `feedback_answers_of_course` ON `feedback_answers` (`course`);--> statement-breakpoint
CREATE TABLE `feedback_participation` (
	`course` text NOT NULL,
	`person` text NOT NULL,
	`answered` integer NOT NULL,
	PRIMARY KEY(`course`, `person`),
	FOREIGN KEY (`course`) REFERENCES `feedback_rounds`(`course`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `feedback_participation_of` ON `feedback_participation` (`person`);--> statement-breakpoint
CREATE TABLE `feedback_rounds` (
	`course` text PRIMARY KEY NOT NULL,
	`questionnaire` text NOT NULL,
	`opens_at` integer NOT NULL,
	`closes_at` integer NOT NULL,
	`state` text NOT NULL,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `feedback_rounds_by_state` ON `feedback_rounds` (`state`,`closes_at`);--> statement-breakpoint
CREATE TABLE `grants` (
	`person` text NOT NULL,
	`role` text NOT NULL,
	`scope` text NOT NULL,
	PRIMARY KEY(`person`, `role`, `scope`),
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `grants_by_role` ON `grants` (`role`,`scope`);--> statement-breakpoint
CREATE TABLE `job_slots` (
	`job` text NOT NULL,
	`slot` integer NOT NULL,
	`taken_at` integer NOT NULL,
	PRIMARY KEY(`job`, `slot`)
);
--> statement-breakpoint
CREATE TABLE `nominations` (
	`id` text PRIMARY KEY NOT NULL,
	`course` text NOT NULL,
	`nominee` text NOT NULL,
	`organisation` text NOT NULL,
	`nominated_by` text NOT NULL,
	`rank` text NOT NULL,
	`unit` text NOT NULL,
	`years_of_service` integer NOT NULL,
	`reason` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`nominee`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organisation`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`nominated_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `nominations_once` ON `nominations` (`course`,`nominee`) WHERE state <> 'withdrawn';--> statement-breakpoint
CREATE INDEX `nominations_of_course` ON `nominations` (`course`,`created_at`);--> statement-breakpoint
CREATE INDEX `nominations_of_nominee` ON `nominations` (`nominee`);--> statement-breakpoint
CREATE INDEX `nominations_of_organisation` ON `nominations` (`organisation`);--> statement-breakpoint
CREATE TABLE `organisations` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`country` text NOT NULL,
	`language` text NOT NULL,
	`zone` text NOT NULL,
	`hub` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `organisations_name` ON `organisations` (`name_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `organisations_one_hub` ON `organisations` (`hub`) WHERE hub;--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`organisation` text,
	`membership` text NOT NULL,
	`language` text,
	`zone` text,
	`notifications` text NOT NULL,
	`tell_on` text,
	`rank` text,
	`unit` text,
	FOREIGN KEY (`organisation`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `people_by_membership` ON `people` (`membership`,`name_key`);--> statement-breakpoint
CREATE INDEX `people_of_organisation` ON `people` (`organisation`,`membership`);--> statement-breakpoint
CREATE TABLE `places` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation` text NOT NULL,
	`name` text,
	FOREIGN KEY (`organisation`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `places_of_organisation` ON `places` (`organisation`);--> statement-breakpoint
CREATE TABLE `posts` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`message` text NOT NULL,
	`facts` text NOT NULL,
	`channel` text NOT NULL,
	`organisation` text NOT NULL,
	`purpose` text NOT NULL,
	`reference` text NOT NULL,
	`wanted` integer NOT NULL,
	`drawn` integer NOT NULL,
	`not_before` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `posts_once` ON `posts` (`reference`);--> statement-breakpoint
CREATE INDEX `posts_by_name` ON `posts` (`name`);--> statement-breakpoint
CREATE INDEX `posts_stale` ON `posts` (`not_before`) WHERE drawn < wanted;--> statement-breakpoint
CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `symposium_editions` (
	`id` text PRIMARY KEY NOT NULL,
	`series` text NOT NULL,
	`number` integer NOT NULL,
	`title` text NOT NULL,
	`state` text NOT NULL,
	`starts_on` text,
	`ends_on` text,
	`zone` text NOT NULL,
	`place` text,
	`planned_by` text NOT NULL,
	`sequence` integer NOT NULL,
	FOREIGN KEY (`series`) REFERENCES `symposium_series`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `symposium_editions_once` ON `symposium_editions` (`series`,`number`);--> statement-breakpoint
CREATE INDEX `symposium_editions_by_state` ON `symposium_editions` (`state`);--> statement-breakpoint
CREATE TABLE `symposium_registrations` (
	`edition` text NOT NULL,
	`person` text NOT NULL,
	`track` text NOT NULL,
	PRIMARY KEY(`edition`, `person`),
	FOREIGN KEY (`edition`) REFERENCES `symposium_editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `symposium_series` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`every_years` integer NOT NULL
);
