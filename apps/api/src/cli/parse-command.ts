import { parseArgs, type ParseArgsOptionDescriptor } from 'node:util';
import { z } from 'zod';
import { UsageError } from './usage-error.ts';

/**
 * The options of a command line by a schema whose names are the options' own (booleans have no value), and what stands
 * without an option. 'HELP' when they ask for it. Throws a UsageError.
 */
export function parseCommand<Shape extends z.ZodRawShape>(
  args: string[],
  schema: z.ZodObject<Shape>,
): { options: z.infer<z.ZodObject<Shape>>; operands: string[] } | 'HELP' {
  const { values, positionals } = splitArguments(args, schema);
  if (values.help === true) return 'HELP';
  const parsed = schema.safeParse(values);
  if (parsed.success) return { options: parsed.data, operands: positionals };
  const [issue] = parsed.error.issues;
  throw new UsageError(`--${issue.path.join('.')} ${issue.message}`);
}

function splitArguments<Shape extends z.ZodRawShape>(args: string[], schema: z.ZodObject<Shape>) {
  const options: Record<string, ParseArgsOptionDescriptor> = { help: { type: 'boolean' } };
  for (const [name, type] of Object.entries(schema.shape)) {
    options[name] = { type: isFlag(type) ? 'boolean' : 'string' };
  }
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    // Its second sentence is about dashes.
    throw new UsageError(error instanceof Error ? error.message.split('. ')[0] : String(error));
  }
}

/** A flag is declared as `flag` below. */
function isFlag(type: unknown): boolean {
  return type === flag;
}

export const flag = z.boolean().default(false);
