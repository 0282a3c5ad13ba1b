CREATE TABLE "deputies" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"principal" text collate "C" NOT NULL,
	"deputy" text collate "C" NOT NULL,
	"role" text collate "C",
	"scope" text collate "C",
	"from_instant" bigint NOT NULL,
	"until" bigint NOT NULL,
	"zone" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"person" text collate "C" PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "guesses" (
	"by" text collate "C" PRIMARY KEY NOT NULL,
	"tries" integer NOT NULL,
	"since" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "installations" (
	"place" text collate "C" PRIMARY KEY NOT NULL,
	"platform" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"enterprise" text collate "C",
	"bot_user" text collate "C" NOT NULL,
	"scopes" text collate "C" NOT NULL,
	"state" text collate "C" NOT NULL,
	"token" text collate "C",
	"key" text collate "C",
	"installed_at" bigint NOT NULL,
	"installed_by" text collate "C",
	"ended_at" bigint
);
--> statement-breakpoint
CREATE TABLE "left_places" (
	"place" text collate "C" PRIMARY KEY NOT NULL,
	"left_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "until" bigint;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "approved_by" text collate "C";--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "approved_until" bigint;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "taken_back_at" bigint;--> statement-breakpoint
ALTER TABLE "deputies" ADD CONSTRAINT "deputies_principal_people_id_fk" FOREIGN KEY ("principal") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deputies" ADD CONSTRAINT "deputies_deputy_people_id_fk" FOREIGN KEY ("deputy") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deputies_of_deputy" ON "deputies" USING btree ("deputy","until");--> statement-breakpoint
CREATE INDEX "deputies_of_principal" ON "deputies" USING btree ("principal","until");--> statement-breakpoint
CREATE INDEX "audit_of_actor" ON "audit" USING btree ("actor");--> statement-breakpoint
CREATE INDEX "deliveries_with_proof" ON "deliveries" USING btree ("changed_at") WHERE sent_to is not null;--> statement-breakpoint
CREATE INDEX "people_by_approval" ON "people" USING btree ("membership","approved_until");