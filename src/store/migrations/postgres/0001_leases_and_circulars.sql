CREATE TABLE "circulars" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"cause" text collate "C" NOT NULL,
	"started_by" text collate "C",
	"message" text collate "C" NOT NULL,
	"facts" json NOT NULL,
	"total" integer NOT NULL,
	"is_stopped" boolean NOT NULL,
	"is_over" boolean NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"name" text collate "C" PRIMARY KEY NOT NULL,
	"holder" text collate "C" NOT NULL,
	"beat" bigint NOT NULL,
	"note" text collate "C"
);
--> statement-breakpoint
DROP INDEX "deliveries_due";--> statement-breakpoint
ALTER TABLE "posts" ALTER COLUMN "channel" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "posts" ALTER COLUMN "organisation" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "posts" ALTER COLUMN "purpose" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "circular" text collate "C";--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "lane" text collate "C";--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "taken_by" text collate "C";--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "reason" text collate "C";--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "person" text collate "C";--> statement-breakpoint
CREATE INDEX "circulars_by_age" ON "circulars" USING btree ("is_over","created_at");--> statement-breakpoint
CREATE INDEX "deliveries_of_person" ON "deliveries" USING btree ("person","state");--> statement-breakpoint
CREATE INDEX "deliveries_of_channel" ON "deliveries" USING btree ("channel","state");--> statement-breakpoint
CREATE INDEX "deliveries_of_circular" ON "deliveries" USING btree ("circular","state");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("state","not_before","created_at","id");