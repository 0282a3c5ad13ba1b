DROP INDEX "courses_by_start";--> statement-breakpoint
DROP INDEX "courses_by_state";--> statement-breakpoint
DROP INDEX "courses_of_organisation";--> statement-breakpoint
DROP INDEX "courses_of_proposer";--> statement-breakpoint
DROP INDEX "nominations_of_organisation";--> statement-breakpoint
DROP INDEX "people_of_organisation";--> statement-breakpoint
ALTER TABLE "courses" ADD COLUMN "waiting_since" bigint;--> statement-breakpoint
CREATE INDEX "courses_ahead" ON "courses" USING btree ("starts_on","title_key","id") WHERE state not in ('delivered', 'evaluating', 'closed', 'declined', 'cancelled');--> statement-breakpoint
CREATE INDEX "courses_by_end" ON "courses" USING btree ("state","ends_on");--> statement-breakpoint
CREATE INDEX "courses_by_deadline" ON "courses" USING btree ("state","nomination_deadline");--> statement-breakpoint
CREATE INDEX "courses_by_proposal" ON "courses" USING btree ("state","created_at");--> statement-breakpoint
CREATE INDEX "courses_by_publication" ON "courses" USING btree ("state","published_at");--> statement-breakpoint
CREATE INDEX "courses_by_waiting" ON "courses" USING btree ("state","waiting_since");--> statement-breakpoint
CREATE INDEX "courses_by_title" ON "courses" USING btree ("title_key","starts_on","id");--> statement-breakpoint
CREATE INDEX "courses_by_state_and_title" ON "courses" USING btree ("state","title_key");--> statement-breakpoint
CREATE INDEX "courses_by_start" ON "courses" USING btree ("starts_on","title_key","id");--> statement-breakpoint
CREATE INDEX "courses_by_state" ON "courses" USING btree ("state","starts_on","title_key","id");--> statement-breakpoint
CREATE INDEX "courses_of_organisation" ON "courses" USING btree ("organisation","state","starts_on");--> statement-breakpoint
CREATE INDEX "courses_of_proposer" ON "courses" USING btree ("proposed_by","state","ends_on");--> statement-breakpoint
CREATE INDEX "nominations_of_organisation" ON "nominations" USING btree ("organisation","state","created_at");--> statement-breakpoint
CREATE INDEX "people_of_organisation" ON "people" USING btree ("organisation","membership","name_key");--> statement-breakpoint
UPDATE "courses" SET "waiting_since" = (SELECT min("created_at") FROM "nominations" WHERE "nominations"."course" = "courses"."id" AND "nominations"."state" = 'submitted');
