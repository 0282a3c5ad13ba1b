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
ALTER TABLE `nominations` ADD `priority` integer;--> statement-breakpoint
ALTER TABLE `nominations` ADD `as_reserve` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `nominations` ADD `needs_visa` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `nominations` ADD `preference` integer;--> statement-breakpoint
ALTER TABLE `nominations` ADD `consent` text;--> statement-breakpoint
ALTER TABLE `nominations` ADD `release` text;--> statement-breakpoint
ALTER TABLE `nominations` ADD `hub_note` text;--> statement-breakpoint
ALTER TABLE `nominations` ADD `reserve_place` integer;--> statement-breakpoint
ALTER TABLE `nominations` ADD `sent_at` integer;--> statement-breakpoint
ALTER TABLE `nominations` ADD `is_late` integer DEFAULT false NOT NULL;