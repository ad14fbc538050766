import { parseArgs } from 'node:util';
import { z } from 'zod';

export const help = `Trains a binary classifier from a CSV file and writes a model folder.

  npm run train -- --data FILE --out DIR [options]

  --data FILE        CSV with a header line
  --out DIR          where model.onnx, manifest.json, reference.json, README.md (the card) go, and generator.json,
                     truth.json and sample.csv, which make synthetic rows
  --manifest FILE    describes the features (default: DIR/manifest.json; without one it is inferred)
  --target COLUMN    the truth, for an inferred manifest (default: a column named like churn or target)
  --subject COLUMN   who is predicted, for an inferred manifest (default: a column named like an id)
  --name NAME        the model's name, for an inferred manifest (default: the folder)
  --group EXPR       rows of equal value stay together in every split: a column, or arithmetic on columns,
                     e.g. "((CustomerID - 50001) % 2815) % 1470" (default: the subject)
  --repeats N        repeats of the cross-validation (default 10)
  --seed N           seed of every random choice (default 1)
  --trained-at TIME  ISO 8601 time that goes into the manifest (default: now)
  --help             shows this
`;

const wholeNumber = z.string().regex(/^\d+$/, 'must be a whole number').transform(Number);

const schema = z.object({
  data: z.string({ error: 'is needed' }),
  out: z.string({ error: 'is needed' }),
  manifest: z.string().optional(),
  target: z.string().optional(),
  subject: z.string().optional(),
  name: z.string().optional(),
  group: z.string().optional(),
  repeats: wholeNumber.pipe(z.number().min(1).max(1000)).default(10),
  seed: wholeNumber.pipe(z.number().max(Number.MAX_SAFE_INTEGER)).default(1),
  'trained-at': z.iso.datetime().optional(),
});

export type TrainOptions = z.infer<typeof schema>;

/** The options of a command line, or 'HELP' when they ask for it. Throws an Error of one line. */
export function parseOptions(args: string[]): TrainOptions | 'HELP' {
  const string = { type: 'string' } as const;
  const names = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, string]));
  const { values } = parseArgs({ args, options: { ...names, help: { type: 'boolean' } } });
  if (values.help === true) return 'HELP';
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`--${issue.path.join('.')} ${issue.message} (see --help)`);
}
