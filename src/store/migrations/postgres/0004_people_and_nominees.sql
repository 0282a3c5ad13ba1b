DROP INDEX "nominations_of_nominee";--> statement-breakpoint
DROP INDEX "people_of_organisation";--> statement-breakpoint
CREATE INDEX "nominations_of_nominee" ON "nominations" USING btree ("nominee","state");--> statement-breakpoint
CREATE INDEX "people_of_organisation" ON "people" USING btree ("organisation","name_key","membership");