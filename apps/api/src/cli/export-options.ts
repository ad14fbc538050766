import { readTime } from '@kilter/core/imports/cell';
import { predictionSources } from '@kilter/db/queries/prediction';
import { z } from 'zod';
import { parseCommand } from './parse-command.ts';
import { UsageError } from './usage-error.ts';

export const exportHelp = `Writes stored predictions with their features, answers and outcomes, oldest first.

  npm run --silent kilter -- export --from TIME [options]

  --from TIME        ISO 8601 (without a zone: UTC; a date is its beginning) or Unix milliseconds; included
  --to TIME          not included (default: now)
  --model NAME       whose predictions (default: the only model, or KILTER_DEFAULT_MODEL)
  --version VERSION  only those of one version
  --source SOURCE    only those of one source: ${predictionSources.join(', ')}
  --format FORMAT    csv or jsonl (default: as the file's name ends, else csv)
  --out FILE         where to (default: standard output)
  --help             shows this

\`kilter import\` reads what this writes.
`;

const time = z.string().transform((text, context) => {
  const atMs = readTime(text);
  if (typeof atMs === 'number') return atMs;
  context.addIssue({ code: 'custom', message: 'must be ISO 8601 or Unix milliseconds' });
  return z.NEVER;
});

const schema = z.object({
  from: z.string({ error: 'is needed' }).pipe(time),
  to: time.optional(),
  model: z.string().optional(),
  version: z.string().optional(),
  source: z.enum(predictionSources, { error: `must be one of ${predictionSources.join(', ')}` }).optional(),
  format: z.enum(['csv', 'jsonl'], { error: 'must be csv or jsonl' }).optional(),
  out: z.string().min(1, 'needs a file').optional(),
});

export interface ExportCommand extends Omit<z.infer<typeof schema>, 'from' | 'to' | 'format'> {
  fromMs: number;
  toMs: number;
  format: 'csv' | 'jsonl';
}

/** The options of a command line, or 'HELP' when they ask for it. Throws a UsageError. */
export function parseExport(args: string[], nowMs: number): ExportCommand | 'HELP' {
  const parsed = parseCommand(args, schema);
  if (parsed === 'HELP') return 'HELP';
  const { options, operands } = parsed;
  if (operands.length > 0) throw new UsageError(`"${operands[0]}" is not an option`);
  const { from: fromMs, to: toMs = nowMs, format, ...rest } = options;
  if (toMs <= fromMs) throw new UsageError('--to must be later than --from');
  return {
    ...rest,
    fromMs,
    toMs,
    format: format ?? (/\.(jsonl|ndjson)$/.test(rest.out ?? '') ? 'jsonl' : 'csv'),
  };
}
