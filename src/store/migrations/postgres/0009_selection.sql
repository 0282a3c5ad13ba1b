CREATE TABLE "profiles" (
	"person" text collate "C" PRIMARY KEY NOT NULL,
	"sector" text collate "C",
	"gender" text collate "C",
	"languages" json NOT NULL,
	"changed_by" text collate "C" NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "priority" integer;--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "as_reserve" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "needs_visa" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "preference" integer;--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "consent" text collate "C";--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "release" text collate "C";--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "hub_note" text collate "C";--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "reserve_place" integer;--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "sent_at" bigint;--> statement-breakpoint
ALTER TABLE "nominations" ADD COLUMN "is_late" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "profiles" ADD CONSTRAINT "profiles_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;