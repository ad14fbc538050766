import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const port = z.coerce.number().int().min(0).max(65_535);

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

const envSchema = z.object({
  /** Clients and dashboard. 0: any free port. */
  PORT: port.default(8000),
  /** The same once more, for the dashboard; a busy one is a warning. */
  DASHBOARD_PORT: port.default(3000),
  HOST: z
    .string()
    .default('127.0.0.1')
    .refine((host) => LOOPBACK.includes(host), 'must be a loopback address: there are no API keys yet'),
  /** An outside PostgreSQL, 15 or newer; left out: the embedded one in KILTER_DATA_DIR. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional(),
  KILTER_DATA_DIR: z.string().default(`${root}.kilter`),
  KILTER_MODELS_DIR: z.string().default(`${root}models`),
  /** Who answers when a request names no model; left out: the first one. */
  KILTER_DEFAULT_MODEL: z.string().optional(),
  /** Written on every prediction. */
  KILTER_ENVIRONMENT: z.string().min(1).max(64).default('production'),
  /** The name of this process among several. */
  KILTER_INSTANCE: z.string().min(1).max(100).optional(),
  /** npm run demo: seconds in which a day of simulated traffic passes. */
  KILTER_DEMO_SECONDS_PER_DAY: z.coerce.number().min(1).max(86_400).default(60),
  /** npm run demo: how many predictions such a day has, about. */
  KILTER_DEMO_PREDICTIONS_PER_DAY: z.coerce.number().int().min(1).max(100_000).default(2_000),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('warn'),
});

export type Env = z.infer<typeof envSchema>;

/** Reads the settings; a wrong one is one line that names it. Empty ones count as left out. */
export function readEnv(source: Record<string, string | undefined>): { env: Env } | { problem: string } {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = envSchema.safeParse(given);
  if (result.success) return { env: result.data };
  const [issue] = result.error.issues;
  return { problem: `${issue.path.join('.')}: ${issue.message}` };
}
