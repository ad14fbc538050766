import { fileRoles, type FileRole } from '@kilter/core/imports/file-columns';
import { z } from 'zod';
import { flag, parseCommand } from './parse-command.ts';
import { UsageError } from './usage-error.ts';

const usual = (role: FileRole) => fileRoles[role].join(', ');

export const importHelp = `Stores predictions that were made elsewhere, with their own time and answer (source IMPORT).

  npm run kilter -- import FILE [options]

  FILE                        CSV with a header (.csv), JSON Lines (.jsonl, .ndjson) or Parquet (.parquet)
  --model NAME                whose predictions they are (default: the only model, or KILTER_DEFAULT_MODEL)
  --version VERSION           which version of it (default: the champion)
  --environment NAME          of rows that name none (default: KILTER_ENVIRONMENT)
  --time-column COLUMN        when each was made: ISO 8601 (without a zone: UTC) or Unix milliseconds
                              (default: ${usual('at')})
  --subject-column COLUMN     who was predicted (default: subject, or the manifest's subject column)
  --probability-column COLUMN 0..1, of the positive class (default: ${usual('probability')})
  --label-column COLUMN       the answered class (default: ${usual('label')}; from the probability where there is none)
  --value-column COLUMN       a regression's answer (default: ${usual('value')})
  --latency-column COLUMN     in milliseconds (default: ${usual('latencyMs')}; 0 where there is none)
  --tags-column COLUMN        with ";" between them, or a JSON list (default: ${usual('tags')})
  --action-column COLUMN      what was done about it (default: ${usual('action')})
  --holdout-column COLUMN     kept from any action (default: ${usual('holdout')})
  --outcome-column COLUMN     what really happened (default: ${usual('outcome')})
  --outcome-time-column COLUMN  when it happened (default: ${usual('outcomeAt')}; now where there is none)
  --errors FILE               writes every line that is left out to a CSV file: line, field, message
  --dry-run                   reads and checks everything, writes nothing
  --help                      shows this

Features stand in columns called as in the API or as in the source data. Run the same command again to go on with an
import that was broken off: what is there already is not written again, whenever that is.
`;

const column = z.string().min(1, 'needs a name').optional();

const schema = z.object({
  model: z.string().optional(),
  version: z.string().optional(),
  environment: z.string().min(1).max(64).optional(),
  'time-column': column,
  'subject-column': column,
  'probability-column': column,
  'label-column': column,
  'value-column': column,
  'latency-column': column,
  'tags-column': column,
  'action-column': column,
  'holdout-column': column,
  'outcome-column': column,
  'outcome-time-column': column,
  errors: z.string().min(1, 'needs a file').optional(),
  'dry-run': flag,
});

export interface ImportCommand {
  file: string;
  model: string | undefined;
  version: string | undefined;
  environment: string | undefined;
  columns: Partial<Record<FileRole, string>>;
  errors: string | undefined;
  isDryRun: boolean;
}

/** The options of a command line, or 'HELP' when they ask for it. Throws a UsageError. */
export function parseImport(args: string[]): ImportCommand | 'HELP' {
  const parsed = parseCommand(args, schema);
  if (parsed === 'HELP') return 'HELP';
  const { options, operands } = parsed;
  if (operands.length !== 1) {
    throw new UsageError(
      operands.length === 0 ? 'a FILE is needed' : `one FILE is enough, not ${operands.length}`,
    );
  }
  const named: [FileRole, string | undefined][] = [
    ['at', options['time-column']],
    ['subject', options['subject-column']],
    ['probability', options['probability-column']],
    ['label', options['label-column']],
    ['value', options['value-column']],
    ['latencyMs', options['latency-column']],
    ['tags', options['tags-column']],
    ['action', options['action-column']],
    ['holdout', options['holdout-column']],
    ['outcome', options['outcome-column']],
    ['outcomeAt', options['outcome-time-column']],
  ];
  return {
    file: operands[0],
    model: options.model,
    version: options.version,
    environment: options.environment,
    columns: Object.fromEntries(named.filter(([, name]) => name !== undefined)),
    errors: options.errors,
    isDryRun: options['dry-run'],
  };
}
