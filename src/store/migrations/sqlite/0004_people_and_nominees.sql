DROP INDEX `nominations_of_nominee`;--> statement-breakpoint
CREATE INDEX `nominations_of_nominee` ON `nominations` (`nominee`,`state`);--> statement-breakpoint
DROP INDEX `people_of_organisation`;--> statement-breakpoint
CREATE INDEX `people_of_organisation` ON `people` (`organisation`,`name_key`,`membership`);