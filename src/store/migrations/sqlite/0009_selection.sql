CREATE TABLE `appeals` (
	`id` text PRIMARY KEY NOT NULL,
	`nomination` text NOT NULL,
	`asked_by` text NOT NULL,
	`grounds` text NOT NULL,
	`asked_at` integer NOT NULL,
	`heard_by` text,
	`verdict` text,
	`answer` text,
	`answered_by` text,
	`answered_at` integer,
	FOREIGN KEY (`nomination`) REFERENCES `nominations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`heard_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `appeals_once` ON `appeals` (`nomination`);--> statement-breakpoint
CREATE INDEX `appeals_waiting` ON `appeals` (`heard_by`,`asked_at`) WHERE verdict is null;--> statement-breakpoint
CREATE TABLE `attendance_days` (
	`course` text NOT NULL,
	`person` text NOT NULL,
	`day` text NOT NULL,
	`presence` text NOT NULL,
	`marked_by` text NOT NULL,
	`marked_at` integer NOT NULL,
	PRIMARY KEY(`course`, `person`, `day`),
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `attendance_days_of_day` ON `attendance_days` (`course`,`day`);--> statement-breakpoint
CREATE INDEX `attendance_days_of_person` ON `attendance_days` (`person`);--> statement-breakpoint
CREATE TABLE `certificates` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`course` text NOT NULL,
	`person` text NOT NULL,
	`organisation` text NOT NULL,
	`name` text NOT NULL,
	`language` text NOT NULL,
	`mark` text NOT NULL,
	`days_present` integer NOT NULL,
	`days_marked` integer NOT NULL,
	`hours` integer,
	`issued_at` integer NOT NULL,
	`issued_by` text NOT NULL,
	`revoked_at` integer,
	`revoked_by` text,
	`revoked_for` text,
	`reason` text,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organisation`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `certificates_by_code` ON `certificates` (`code`);--> statement-breakpoint
CREATE UNIQUE INDEX `certificates_once` ON `certificates` (`course`,`person`) WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX `certificates_of_person` ON `certificates` (`person`,`issued_at`);--> statement-breakpoint
CREATE TABLE `criteria` (
	`course` text PRIMARY KEY NOT NULL,
	`sectors` text NOT NULL,
	`sector_targets` text NOT NULL,
	`countries` text NOT NULL,
	`partner_agencies` integer NOT NULL,
	`min_years` integer,
	`language_required` integer NOT NULL,
	`prerequisite` text,
	`vetting` text NOT NULL,
	`documents` text NOT NULL,
	`once_per_person` integer NOT NULL,
	`cooling_off` integer NOT NULL,
	`visa_lead_days` integer,
	`last_join_on` text,
	`set_by` text NOT NULL,
	`set_at` integer NOT NULL,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `declarations` (
	`declarant` text NOT NULL,
	`about` text NOT NULL,
	`interest` text NOT NULL,
	`declared_at` integer NOT NULL,
	PRIMARY KEY(`declarant`, `about`),
	FOREIGN KEY (`declarant`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`about`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `declarations_about` ON `declarations` (`about`);--> statement-breakpoint
CREATE INDEX `declarations_by_time` ON `declarations` (`declared_at`);--> statement-breakpoint
CREATE TABLE `earlier_courses` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`title` text NOT NULL,
	`days` integer NOT NULL,
	`ends_on` text NOT NULL,
	`said_by` text NOT NULL,
	`said_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `earlier_courses_of` ON `earlier_courses` (`person`,`ends_on`);--> statement-breakpoint
CREATE TABLE `exchange_offers` (
	`id` text PRIMARY KEY NOT NULL,
	`officer` text NOT NULL,
	`organisation` text NOT NULL,
	`offered_by` text NOT NULL,
	`topic` text NOT NULL,
	`languages` text NOT NULL,
	`from_day` text NOT NULL,
	`until_day` text NOT NULL,
	`counterpart` text,
	`state` text NOT NULL,
	`paired_with` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`officer`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organisation`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `exchange_offers_once` ON `exchange_offers` (`officer`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `exchange_offers_by_state` ON `exchange_offers` (`state`,`until_day`,`created_at`);--> statement-breakpoint
CREATE INDEX `exchange_offers_of_organisation` ON `exchange_offers` (`organisation`,`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `exchange_offers_of_officer` ON `exchange_offers` (`officer`,`created_at`);--> statement-breakpoint
CREATE INDEX `exchange_offers_for` ON `exchange_offers` (`counterpart`);--> statement-breakpoint
CREATE TABLE `lots` (
	`course` text PRIMARY KEY NOT NULL,
	`seed` text NOT NULL,
	`drawn_at` integer NOT NULL,
	`revealed_at` integer,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `offers` (
	`id` text PRIMARY KEY NOT NULL,
	`nomination` text NOT NULL,
	`course` text NOT NULL,
	`origin` text NOT NULL,
	`state` text NOT NULL,
	`offered_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`closes_at` integer NOT NULL,
	`told_at` integer,
	`look_at` integer NOT NULL,
	`extensions` integer NOT NULL,
	`offered_by` text,
	`reason` text,
	`ended_at` integer,
	`decline_reason` text,
	FOREIGN KEY (`nomination`) REFERENCES `nominations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`offered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `offers_open` ON `offers` (`nomination`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `offers_due` ON `offers` (`look_at`,`id`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `offers_of_nomination` ON `offers` (`nomination`);--> statement-breakpoint
CREATE INDEX `offers_of_course` ON `offers` (`course`,`offered_at`);--> statement-breakpoint
CREATE INDEX `offers_by` ON `offers` (`offered_by`);--> statement-breakpoint
CREATE TABLE `outcomes` (
	`nomination` text PRIMARY KEY NOT NULL,
	`course` text NOT NULL,
	`code` text NOT NULL,
	`facts` text NOT NULL,
	`confirmed_by` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`nomination`) REFERENCES `nominations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `outcomes_of_course` ON `outcomes` (`course`);--> statement-breakpoint
CREATE TABLE `panels` (
	`course` text PRIMARY KEY NOT NULL,
	`weights` text NOT NULL,
	`due` text NOT NULL,
	`convened_by` text NOT NULL,
	`convened_at` integer NOT NULL,
	`closed_at` integer,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `profiles` (
	`person` text PRIMARY KEY NOT NULL,
	`sector` text,
	`gender` text,
	`languages` text NOT NULL,
	`changed_by` text NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `proofs` (
	`person` text NOT NULL,
	`programme_key` text NOT NULL,
	`programme` text NOT NULL,
	`noted_by` text NOT NULL,
	`noted_at` integer NOT NULL,
	PRIMARY KEY(`person`, `programme_key`),
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `received_documents` (
	`nomination` text NOT NULL,
	`name` text NOT NULL,
	`received` integer NOT NULL,
	`marked_by` text NOT NULL,
	`marked_at` integer NOT NULL,
	PRIMARY KEY(`nomination`, `name`),
	FOREIGN KEY (`nomination`) REFERENCES `nominations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `reviewers` (
	`course` text NOT NULL,
	`person` text NOT NULL,
	`named_by` text NOT NULL,
	`named_at` integer NOT NULL,
	PRIMARY KEY(`course`, `person`),
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `reviewers_by_person` ON `reviewers` (`person`);--> statement-breakpoint
CREATE TABLE `reviews` (
	`id` text PRIMARY KEY NOT NULL,
	`course` text NOT NULL,
	`nomination` text NOT NULL,
	`reviewer` text NOT NULL,
	`is_third` integer NOT NULL,
	`state` text NOT NULL,
	`ratings` text,
	`flag` text,
	`remark` text,
	`reason` text,
	`assigned_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`nomination`) REFERENCES `nominations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reviewer`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reviews_once` ON `reviews` (`nomination`,`reviewer`);--> statement-breakpoint
CREATE INDEX `reviews_of_course` ON `reviews` (`course`,`id`);--> statement-breakpoint
CREATE INDEX `reviews_of_reviewer` ON `reviews` (`reviewer`,`course`,`id`);--> statement-breakpoint
CREATE TABLE `seat_departures` (
	`id` text PRIMARY KEY NOT NULL,
	`plan` text NOT NULL,
	`course` text NOT NULL,
	`number` integer NOT NULL,
	`loses` text NOT NULL,
	`gains` text NOT NULL,
	`reason` text NOT NULL,
	`departed_by` text NOT NULL,
	`departed_at` integer NOT NULL,
	FOREIGN KEY (`plan`) REFERENCES `seat_plans`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`loses`) REFERENCES `nominations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`gains`) REFERENCES `nominations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `seat_departures_of_plan` ON `seat_departures` (`plan`,`number`);--> statement-breakpoint
CREATE INDEX `seat_departures_of_course` ON `seat_departures` (`course`);--> statement-breakpoint
CREATE INDEX `seat_departures_by_time` ON `seat_departures` (`departed_at`);--> statement-breakpoint
CREATE TABLE `seat_plans` (
	`id` text PRIMARY KEY NOT NULL,
	`course` text NOT NULL,
	`number` integer NOT NULL,
	`seats` integer NOT NULL,
	`hash` text NOT NULL,
	`rows` text NOT NULL,
	`shares` text NOT NULL,
	`proposed_by` text NOT NULL,
	`proposed_at` integer NOT NULL,
	`confirmed_by` text,
	`confirmed_at` integer,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `seat_plans_of_course` ON `seat_plans` (`course`,`number`);--> statement-breakpoint
CREATE TABLE `seat_rules` (
	`course` text PRIMARY KEY NOT NULL,
	`cap` integer,
	`floor` integer NOT NULL,
	`reserves` text NOT NULL,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `signing_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`public_key` text NOT NULL,
	`sealed` text NOT NULL,
	`sealed_by` text NOT NULL,
	`made_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `vettings` (
	`subject` text PRIMARY KEY NOT NULL,
	`person` text,
	`organisation` text,
	`unit` text,
	`unit_key` text,
	`state` text NOT NULL,
	`valid_until` text,
	`recorded_by` text NOT NULL,
	`recorded_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organisation`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `vettings_of_person` ON `vettings` (`person`);--> statement-breakpoint
CREATE INDEX `vettings_of_organisation` ON `vettings` (`organisation`,`unit_key`);--> statement-breakpoint
CREATE INDEX `vettings_by_end` ON `vettings` (`state`,`valid_until`);--> statement-breakpoint
CREATE TABLE `waivers` (
	`nomination` text NOT NULL,
	`rule` text NOT NULL,
	`asked_by` text NOT NULL,
	`asked_at` integer NOT NULL,
	`reason` text NOT NULL,
	`signed_by` text,
	`signed_at` integer,
	PRIMARY KEY(`nomination`, `rule`),
	FOREIGN KEY (`nomination`) REFERENCES `nominations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`signed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `waivers_by_signer` ON `waivers` (`signed_by`);--> statement-breakpoint
CREATE TABLE `weights` (
	`organisation` text PRIMARY KEY NOT NULL,
	`weight` integer NOT NULL,
	FOREIGN KEY (`organisation`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `nominations` ADD `priority` integer;--> statement-breakpoint
ALTER TABLE `nominations` ADD `as_reserve` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `nominations` ADD `needs_visa` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `nominations` ADD `preference` integer;--> statement-breakpoint
ALTER TABLE `nominations` ADD `consent` text;--> statement-breakpoint
ALTER TABLE `nominations` ADD `release` text;--> statement-breakpoint
ALTER TABLE `nominations` ADD `hub_note` text;--> statement-breakpoint
ALTER TABLE `nominations` ADD `reserve_place` integer;--> statement-breakpoint
ALTER TABLE `nominations` ADD `placed_in` text;--> statement-breakpoint
ALTER TABLE `nominations` ADD `sent_at` integer;--> statement-breakpoint
ALTER TABLE `nominations` ADD `is_late` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `nominations_seated` ON `nominations` (`course`,`organisation`,`state`) WHERE state in ('offered', 'accepted', 'attended', 'partial', 'no-show', 'certified', 'followed-up');--> statement-breakpoint
CREATE INDEX `nominations_asked` ON `nominations` (`sent_at`) WHERE (consent = 'asked' or release = 'asked');--> statement-breakpoint
CREATE INDEX `nominations_to_release` ON `nominations` (`organisation`,`created_at`) WHERE release = 'asked';