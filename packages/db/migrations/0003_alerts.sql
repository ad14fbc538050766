-- What is watched, what is or was wrong, and each step of it.
CREATE TABLE "alert" (
	"id" uuid PRIMARY KEY NOT NULL,
	"rule_id" uuid NOT NULL,
	"model_id" integer NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"type" text NOT NULL,
	"category" text NOT NULL,
	"severity" text NOT NULL,
	"status" text NOT NULL,
	"message" text NOT NULL,
	"value" double precision,
	"threshold" double precision,
	"samples" bigint,
	"window_from" timestamp with time zone,
	"window_to" timestamp with time zone,
	"opened_at" timestamp with time zone NOT NULL,
	"fired_at" timestamp with time zone,
	"acknowledged_at" timestamp with time zone,
	"resolved_at" timestamp with time zone,
	"state_since" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alert_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"severity" text NOT NULL,
	"value" double precision,
	"threshold" double precision,
	"samples" bigint,
	"message" text NOT NULL,
	"note" text,
	"actor" text
);
--> statement-breakpoint
CREATE TABLE "alert_rule" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"model_id" integer NOT NULL,
	"type" text NOT NULL,
	"name" text NOT NULL,
	"category" text NOT NULL,
	"metric" text NOT NULL,
	"window_minutes" integer NOT NULL,
	"comparison" text NOT NULL,
	"threshold" double precision NOT NULL,
	"lower_threshold" double precision,
	"recovery_threshold" double precision NOT NULL,
	"lower_recovery_threshold" double precision,
	"error_threshold" double precision,
	"minimum_samples" integer NOT NULL,
	"dwell_minutes" integer NOT NULL,
	"recovery_minutes" integer NOT NULL,
	"severity" text NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"built_in" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "alert" ADD CONSTRAINT "alert_rule_id_alert_rule_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."alert_rule"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert" ADD CONSTRAINT "alert_model_id_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_event" ADD CONSTRAINT "alert_event_alert_id_alert_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alert"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_rule" ADD CONSTRAINT "alert_rule_model_id_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "alert_open" ON "alert" USING btree ("rule_id","subject") WHERE "alert"."status" <> 'RESOLVED';--> statement-breakpoint
CREATE INDEX "alert_model" ON "alert" USING btree ("model_id","id");--> statement-breakpoint
CREATE INDEX "alert_model_open" ON "alert" USING btree ("model_id") WHERE "alert"."status" <> 'RESOLVED';--> statement-breakpoint
CREATE INDEX "alert_event_alert" ON "alert_event" USING btree ("alert_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "alert_rule_built_in" ON "alert_rule" USING btree ("model_id","type") WHERE "alert_rule"."built_in";