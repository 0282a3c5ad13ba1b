CREATE TABLE `funding_lines` (
	`id` text PRIMARY KEY NOT NULL,
	`course` text NOT NULL,
	`payer_kind` text NOT NULL,
	`country` text NOT NULL,
	`payer` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`share` integer,
	`noted_by` text NOT NULL,
	`noted_at` integer NOT NULL,
	`withdrawn_at` integer,
	FOREIGN KEY (`course`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `funding_lines_of_course` ON `funding_lines` (`course`,`noted_at`);--> statement-breakpoint
CREATE TABLE `funding_releases` (
	`year` integer PRIMARY KEY NOT NULL,
	`totals` text NOT NULL,
	`courses` text NOT NULL,
	`told_by` text NOT NULL,
	`told_at` integer NOT NULL
);
