import { KilterError } from '@kilter/core/errors/error-code';
import { compileCounterLayout, layoutToStore } from '@kilter/core/sketches/rollup-counters';
import { DAY_MS } from '@kilter/core/time/units';
import { listModelVersions } from '@kilter/db/queries/model';
import { z } from 'zod';
import { rebuildRollups, type FoundDifference, type RebuildReport } from '../monitoring/rebuild-rollups.ts';
import { withDatabase, type CommandDatabase } from './kilter-database.ts';
import { flag, parseCommand } from './parse-command.ts';
import { UsageError } from './usage-error.ts';

const rebuildHelp = `Counts stored predictions again and compares every counter with what is stored. There should be no difference.

  npm run kilter -- rebuild --from DAY [options]

  --from DAY   the first UTC day, e.g. 2026-01-31
  --to DAY     the last one (default: today)
  --fix        puts right what differs; else it is only reported
  --help       shows this

Exit code 0: no difference, or all put right; 1: there are differences.
`;

const day = z.iso.date({ error: 'must be a day, e.g. 2026-01-31' });
const schema = z.object({ from: z.string({ error: 'is needed' }).pipe(day), to: day.optional(), fix: flag });

/** Differences that are shown one by one. */
const SHOWN = 20;

/** Rebuilds counters; see `rebuildHelp`. Answers the exit code. */
export async function runRebuild(args: string[]): Promise<number> {
  const parsed = parseCommand(args, schema);
  if (parsed === 'HELP') {
    process.stdout.write(rebuildHelp);
    return 0;
  }
  const { options, operands } = parsed;
  if (operands.length > 0) throw new UsageError(`"${operands[0]}" is not an option`);
  const today = new Date().toISOString().slice(0, 10);
  const window = { fromMs: Date.parse(options.from), toMs: Date.parse(options.to ?? today) + DAY_MS };
  if (window.toMs <= window.fromMs) throw new UsageError('--to must not be before --from');
  const report = await withDatabase((database) => rebuild(database, window, options.fix));
  process.stdout.write(reportOf(report, options.fix));
  return report.differences.length > 0 && !options.fix ? 1 : 0;
}

async function rebuild(
  { db }: CommandDatabase,
  window: { fromMs: number; toMs: number },
  fix: boolean,
): Promise<RebuildReport> {
  const versions = await listModelVersions(db.entities);
  const layouts = new Map(
    versions.map(({ id, manifest, layout }) => [
      id,
      compileCounterLayout(manifest, layout ?? layoutToStore(manifest, null)),
    ]),
  );
  const layoutOf = (id: number) => {
    const layout = layouts.get(id);
    if (!layout) throw new Error(`There is no model version ${id}.`);
    return layout;
  };
  try {
    return await rebuildRollups({ sql: db.sql, layoutOf }, { window, fix });
  } catch (error) {
    if (error instanceof KilterError) throw new UsageError(`--${error.failure.field}: ${error.message}`);
    throw error;
  }
}

function reportOf({ rows, differences }: RebuildReport, fix: boolean): string {
  const counted = `Counted ${rows.toLocaleString('en')} predictions again: `;
  if (differences.length === 0) return `${counted}no difference.\n`;
  const more = differences.length - SHOWN;
  return [
    `${counted}${differences.length} differences${fix ? ', put right' : ''}.`,
    ...differences.slice(0, SHOWN).map(lineOf),
    ...(more > 0 ? [`  and ${more} more`] : []),
    '',
  ].join('\n');
}

function lineOf({ modelVersionId, minutes, atMs, source, parts }: FoundDifference): string {
  const names = parts.map(({ part, counters }) => `${part} (${counters})`).join(', ');
  return `  version ${modelVersionId}, ${source}, ${minutes} min from ${new Date(atMs).toISOString()}: ${names}`;
}
