CREATE TABLE `assessments` (
	`course` text PRIMARY KEY NOT NULL,
	`grade` text NOT NULL,
	`assessor` text NOT NULL,
	`assessed_at` integer NOT NULL,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`assessor`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `briefs` (
	`course` text PRIMARY KEY NOT NULL,
	`counterpart` text NOT NULL,
	`counterpart_kind` text NOT NULL,
	`priorities` text NOT NULL,
	`objectives` text NOT NULL,
	`need` text NOT NULL,
	`opportunities` text NOT NULL,
	`difficulty` text NOT NULL,
	`participants` text NOT NULL,
	`written_by` text NOT NULL,
	`written_at` integer NOT NULL,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `consultations` (
	`course` text NOT NULL,
	`country` text NOT NULL,
	`mission` text NOT NULL,
	`due` text NOT NULL,
	`view` text,
	`note` text,
	`asked_at` integer NOT NULL,
	`asked_by` text NOT NULL,
	`answered_at` integer,
	`answered_by` text,
	PRIMARY KEY(`course`, `country`),
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `consultations_open` ON `consultations` (`due`,`course`,`country`) WHERE view is null;--> statement-breakpoint
CREATE TABLE `decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`course` text NOT NULL,
	`number` integer NOT NULL,
	`verdict` text NOT NULL,
	`office` text NOT NULL,
	`grade` text NOT NULL,
	`decided_by` text NOT NULL,
	`in_name_of` text,
	`decided_at` integer NOT NULL,
	`reasons` text NOT NULL,
	`hash` text NOT NULL,
	`content` text NOT NULL,
	`evidence` text NOT NULL,
	`voided_at` integer,
	`voided_why` text,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`in_name_of`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `decisions_of_course` ON `decisions` (`course`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `decisions_standing` ON `decisions` (`course`) WHERE voided_at is null;--> statement-breakpoint
CREATE INDEX `decisions_by_time` ON `decisions` (`decided_at`);--> statement-breakpoint
CREATE TABLE `risks` (
	`id` text PRIMARY KEY NOT NULL,
	`course` text NOT NULL,
	`number` integer NOT NULL,
	`risk` text NOT NULL,
	`mitigation` text NOT NULL,
	`owner` text NOT NULL,
	`due` text NOT NULL,
	`done_at` integer,
	`done_by` text,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `risks_of_course` ON `risks` (`course`,`number`);--> statement-breakpoint
CREATE INDEX `risks_of_owner` ON `risks` (`owner`,`due`);--> statement-breakpoint
CREATE INDEX `risks_not_done` ON `risks` (`due`) WHERE done_at is null;