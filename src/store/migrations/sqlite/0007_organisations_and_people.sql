CREATE TABLE `deputies` (
	`id` text PRIMARY KEY NOT NULL,
	`principal` text NOT NULL,
	`deputy` text NOT NULL,
	`role` text,
	`scope` text,
	`from_instant` integer NOT NULL,
	`until` integer NOT NULL,
	`zone` text NOT NULL,
	FOREIGN KEY (`principal`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`deputy`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `deputies_of_deputy` ON `deputies` (`deputy`,`until`);--> statement-breakpoint
CREATE INDEX `deputies_of_principal` ON `deputies` (`principal`,`until`);--> statement-breakpoint
CREATE TABLE `erasures` (
	`person` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `guesses` (
	`by` text PRIMARY KEY NOT NULL,
	`tries` integer NOT NULL,
	`since` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `installations` (
	`place` text PRIMARY KEY NOT NULL,
	`platform` text NOT NULL,
	`name` text NOT NULL,
	`enterprise` text,
	`bot_user` text NOT NULL,
	`scopes` text NOT NULL,
	`state` text NOT NULL,
	`token` text,
	`key` text,
	`installed_at` integer NOT NULL,
	`installed_by` text,
	`ended_at` integer
);
--> statement-breakpoint
CREATE TABLE `left_places` (
	`place` text PRIMARY KEY NOT NULL,
	`left_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `grants` ADD `until` integer;--> statement-breakpoint
ALTER TABLE `people` ADD `approved_by` text;--> statement-breakpoint
ALTER TABLE `people` ADD `approved_until` integer;--> statement-breakpoint
CREATE INDEX `people_by_approval` ON `people` (`membership`,`approved_until`);--> statement-breakpoint
ALTER TABLE `posts` ADD `taken_back_at` integer;--> statement-breakpoint
CREATE INDEX `audit_of_actor` ON `audit` (`actor`);--> statement-breakpoint
CREATE INDEX `deliveries_with_proof` ON `deliveries` (`changed_at`) WHERE sent_to is not null;