ALTER TABLE `courses` ADD `country` text NOT NULL DEFAULT '';--> statement-breakpoint
UPDATE `courses` SET `country` = (SELECT `organisations`.`country` FROM `organisations` WHERE `organisations`.`id` = `courses`.`organisation`);
