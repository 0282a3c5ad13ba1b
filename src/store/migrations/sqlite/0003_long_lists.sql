DROP INDEX `courses_by_start`;--> statement-breakpoint
DROP INDEX `courses_by_state`;--> statement-breakpoint
DROP INDEX `courses_of_organisation`;--> statement-breakpoint
DROP INDEX `courses_of_proposer`;--> statement-breakpoint
ALTER TABLE `courses` ADD `waiting_since` integer;--> statement-breakpoint
CREATE INDEX `courses_ahead` ON `courses` (`starts_on`,`title_key`,`id`) WHERE state not in ('delivered', 'evaluating', 'closed', 'declined', 'cancelled');--> statement-breakpoint
CREATE INDEX `courses_by_end` ON `courses` (`state`,`ends_on`);--> statement-breakpoint
CREATE INDEX `courses_by_deadline` ON `courses` (`state`,`nomination_deadline`);--> statement-breakpoint
CREATE INDEX `courses_by_proposal` ON `courses` (`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `courses_by_publication` ON `courses` (`state`,`published_at`);--> statement-breakpoint
CREATE INDEX `courses_by_waiting` ON `courses` (`state`,`waiting_since`);--> statement-breakpoint
CREATE INDEX `courses_by_title` ON `courses` (`title_key`,`starts_on`,`id`);--> statement-breakpoint
CREATE INDEX `courses_by_state_and_title` ON `courses` (`state`,`title_key`);--> statement-breakpoint
CREATE INDEX `courses_by_start` ON `courses` (`starts_on`,`title_key`,`id`);--> statement-breakpoint
CREATE INDEX `courses_by_state` ON `courses` (`state`,`starts_on`,`title_key`,`id`);--> statement-breakpoint
CREATE INDEX `courses_of_organisation` ON `courses` (`organisation`,`state`,`starts_on`);--> statement-breakpoint
CREATE INDEX `courses_of_proposer` ON `courses` (`proposed_by`,`state`,`ends_on`);--> statement-breakpoint
DROP INDEX `nominations_of_organisation`;--> statement-breakpoint
CREATE INDEX `nominations_of_organisation` ON `nominations` (`organisation`,`state`,`created_at`);--> statement-breakpoint
DROP INDEX `people_of_organisation`;--> statement-breakpoint
CREATE INDEX `people_of_organisation` ON `people` (`organisation`,`membership`,`name_key`);--> statement-breakpoint
UPDATE `courses` SET `waiting_since` = (SELECT min(`created_at`) FROM `nominations` WHERE `nominations`.`course` = `courses`.`id` AND `nominations`.`state` = 'submitted');
