CREATE TABLE "annotation" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"model_id" integer,
	"at" timestamp with time zone NOT NULL,
	"text" text NOT NULL,
	"author" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "maintenance" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"author" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reference" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"model_id" integer NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"alert_id" uuid,
	"author" text,
	"reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reference_name" UNIQUE("model_id","name","version")
);
--> statement-breakpoint
CREATE TABLE "request_error" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"model_version_id" integer,
	"code" text NOT NULL,
	"message" text NOT NULL,
	"field" text,
	"request_id" text,
	"rows" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "setting" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"author" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "health_sample" ADD COLUMN "requests" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "health_sample" ADD COLUMN "failed_requests" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "health_sample" ADD COLUMN "queued_rows" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "health_sample" ADD COLUMN "spooled_rows" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "health_sample" ADD COLUMN "database_latency_ms" double precision;--> statement-breakpoint
ALTER TABLE "model_version" ADD COLUMN "layout" jsonb;--> statement-breakpoint
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_model_id_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reference" ADD CONSTRAINT "reference_model_id_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "annotation_at" ON "annotation" USING btree ("at");--> statement-breakpoint
CREATE INDEX "maintenance_ends" ON "maintenance" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "request_error_at" ON "request_error" USING btree ("at");