CREATE TABLE `intake` (
	`key` text PRIMARY KEY NOT NULL,
	`platform` text NOT NULL,
	`payload` text NOT NULL,
	`taken_by` text NOT NULL,
	`kept_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `intake_by_age` ON `intake` (`kept_at`);