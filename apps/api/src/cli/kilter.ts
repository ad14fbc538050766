import { messageOf, StartError } from '../start-database.ts';
import { runExport } from './export.ts';
import { runImport } from './import.ts';
import { runRebuild } from './rebuild.ts';
import { UsageError } from './usage-error.ts';

const help = `Commands:

  npm run kilter -- import FILE [options]            stores predictions that were made elsewhere
  npm run kilter -- export --from TIME [options]     writes stored predictions to a file
  npm run kilter -- rebuild --from DAY [options]     compares every counter with the predictions themselves

--help after a command shows its options. Settings are those of the server (DATABASE_URL, KILTER_DATA_DIR ...).
`;

const commands: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  import: runImport,
  export: runExport,
  rebuild: runRebuild,
};

/** The exit code: 0 done, 1 failed, 2 asked for what cannot be done. */
async function main([name = '--help', ...args]: string[]): Promise<number> {
  if (name === '--help' || name === 'help') {
    process.stdout.write(help);
    return 0;
  }
  if (!Object.hasOwn(commands, name)) {
    throw new UsageError(`there is no command "${name}", but ${Object.keys(commands).join(', ')}`);
  }
  try {
    return await commands[name](args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${name}: ${error.message} (see ${name} --help)`);
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const isPlain = error instanceof UsageError || error instanceof StartError;
    process.stderr.write(`kilter: ${isPlain ? error.message : messageOf(error)}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
