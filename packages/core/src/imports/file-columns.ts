import type { Manifest } from '../features/manifest.ts';

/** The parts of a logged prediction besides its features, by the names that its columns usually have. */
export const fileRoles = {
  at: ['at', 'time', 'timestamp'],
  subject: ['subject'],
  probability: ['probability', 'score'],
  probabilities: ['probabilities'],
  label: ['label', 'prediction'],
  value: ['value', 'prediction'],
  errorCode: ['errorCode'],
  latencyMs: ['latencyMs', 'latency_ms'],
  tags: ['tags'],
  environment: ['environment'],
  action: ['action'],
  holdout: ['holdout'],
  outcome: ['outcome'],
  outcomeKind: ['outcomeKind'],
  outcomeAt: ['outcomeAt'],
  outcomeReceivedAt: ['outcomeReceivedAt'],
} as const;

export type FileRole = keyof typeof fileRoles;

/** Where the parts stand: the columns that may hold each, in the order in which they are looked at. */
export interface FileColumns {
  /** In the manifest's order. */
  features: readonly { name: string; columns: readonly string[] }[];
  roles: Readonly<Record<FileRole, readonly string[]>>;
  /** Columns of the file that are of no use. */
  ignored: readonly string[];
}

export type FileColumnsResult = { ok: true; columns: FileColumns } | { ok: false; message: string };

/**
 * Finds the columns of a file. `header` null: each record names its own (JSON Lines), and may hold any. `named` says which
 * column has a role, where the name does not. A failure is one line.
 */
export function findColumns(
  manifest: Manifest,
  header: readonly string[] | null,
  named: Partial<Record<FileRole, string>>,
): FileColumnsResult {
  const twice = header?.find((column, i) => header.indexOf(column) !== i);
  if (twice !== undefined) return refused(`the column "${twice}" stands twice`);
  const strange = Object.values(named).find((column) => header !== null && !header.includes(column));
  if (strange !== undefined) return refused(`there is no column "${strange}"`);

  const there = (columns: readonly string[]) =>
    header === null ? columns : columns.filter((column) => header.includes(column));
  const features = manifest.features.map(({ name, column }) => ({
    name,
    columns: there(name === column ? [name] : [name, column]),
  }));
  const both = features.find(({ columns }) => header !== null && columns.length > 1);
  if (both) return refused(`the feature ${both.name} stands twice: in ${both.columns.join(' and in ')}`);
  const lacking = manifest.features.filter(({ required }, i) => required && features[i].columns.length === 0);
  if (lacking.length > 0) return refused(`there is no column for ${lacking.map(nameOf).join(', ')}`);

  // A feature may be called "label" or "time"; then only an option makes that column something else.
  const taken = new Set(manifest.features.flatMap(({ name, column }) => [name, column]));
  const roleColumns = (role: FileRole): readonly string[] => {
    const own = named[role];
    if (own !== undefined) return [own];
    if (role === (manifest.task === 'REGRESSION' ? 'label' : 'value')) return [];
    const usual: string[] = [...fileRoles[role]];
    if (role === 'subject' && manifest.subject !== null) usual.push(manifest.subject.column);
    return there(usual.filter((column) => !taken.has(column)));
  };
  const roles = mapRoles(roleColumns);
  if (roles.at.length === 0) return refused('there is no column of the time: name it');
  const used = new Set([...features.flatMap(({ columns }) => columns), ...Object.values(roles).flat()]);
  const ignored = (header ?? []).filter((column) => !used.has(column));
  return { ok: true, columns: { features, roles, ignored } };
}

const nameOf = ({ name }: { name: string }) => name;

function refused(message: string): FileColumnsResult {
  return { ok: false, message };
}

function mapRoles(columnsOf: (role: FileRole) => readonly string[]): FileColumns['roles'] {
  return {
    at: columnsOf('at'),
    subject: columnsOf('subject'),
    probability: columnsOf('probability'),
    probabilities: columnsOf('probabilities'),
    label: columnsOf('label'),
    value: columnsOf('value'),
    errorCode: columnsOf('errorCode'),
    latencyMs: columnsOf('latencyMs'),
    tags: columnsOf('tags'),
    environment: columnsOf('environment'),
    action: columnsOf('action'),
    holdout: columnsOf('holdout'),
    outcome: columnsOf('outcome'),
    outcomeKind: columnsOf('outcomeKind'),
    outcomeAt: columnsOf('outcomeAt'),
    outcomeReceivedAt: columnsOf('outcomeReceivedAt'),
  };
}
