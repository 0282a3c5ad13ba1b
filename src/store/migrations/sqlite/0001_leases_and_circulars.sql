CREATE TABLE `circulars` (
	`id` text PRIMARY KEY NOT NULL,
	`cause` text NOT NULL,
	`started_by` text,
	`message` text NOT NULL,
	`facts` text NOT NULL,
	`total` integer NOT NULL,
	`is_stopped` integer NOT NULL,
	`is_over` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `circulars_by_age` ON `circulars` (`is_over`,`created_at`);--> statement-breakpoint
CREATE TABLE `leases` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`beat` integer NOT NULL,
	`note` text
);
--> statement-breakpoint
DROP INDEX `deliveries_due`;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `circular` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `lane` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `taken_by` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `reason` text;--> statement-breakpoint
CREATE INDEX `deliveries_of_person` ON `deliveries` (`person`,`state`);--> statement-breakpoint
CREATE INDEX `deliveries_of_channel` ON `deliveries` (`channel`,`state`);--> statement-breakpoint
CREATE INDEX `deliveries_of_circular` ON `deliveries` (`circular`,`state`);--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`state`,`not_before`,`created_at`,`id`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_posts` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`message` text NOT NULL,
	`facts` text NOT NULL,
	`person` text,
	`channel` text,
	`organisation` text,
	`purpose` text,
	`reference` text NOT NULL,
	`wanted` integer NOT NULL,
	`drawn` integer NOT NULL,
	`not_before` integer NOT NULL
);
--> statement-breakpoint
INSERT INTO `__new_posts`("id", "name", "message", "facts", "person", "channel", "organisation", "purpose", "reference", "wanted", "drawn", "not_before") SELECT "id", "name", "message", "facts", NULL, "channel", "organisation", "purpose", "reference", "wanted", "drawn", "not_before" FROM `posts`;--> statement-breakpoint
DROP TABLE `posts`;--> statement-breakpoint
ALTER TABLE `__new_posts` RENAME TO `posts`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `posts_once` ON `posts` (`reference`);--> statement-breakpoint
CREATE INDEX `posts_by_name` ON `posts` (`name`);--> statement-breakpoint
CREATE INDEX `posts_stale` ON `posts` (`not_before`) WHERE drawn < wanted;