CREATE TABLE "health_sample" (
	"instance" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"rss_bytes" bigint NOT NULL,
	"heap_used_bytes" bigint NOT NULL,
	"cpu_percent" double precision NOT NULL,
	"event_loop_lag_ms" double precision NOT NULL,
	CONSTRAINT "health_sample_at_instance_pk" PRIMARY KEY("at","instance")
);
--> statement-breakpoint
CREATE TABLE "model" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "model_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "model_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "model_version" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "model_version_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"model_id" integer NOT NULL,
	"version" text NOT NULL,
	"stage" text NOT NULL,
	"sha256" text,
	"manifest" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "model_version_name" UNIQUE("model_id","version")
);
--> statement-breakpoint
ALTER TABLE "model_version" ADD CONSTRAINT "model_version_model_id_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "model_version_champion" ON "model_version" USING btree ("model_id") WHERE "model_version"."stage" = 'CHAMPION';--> statement-breakpoint
CREATE INDEX "model_version_sha256" ON "model_version" USING btree ("sha256");