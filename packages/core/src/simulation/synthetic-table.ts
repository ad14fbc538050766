import type { Feature, Manifest } from '../features/manifest.ts';
import { logistic } from '../training/objective.ts';
import type { Random } from '../training/random.ts';
import type { Table } from '../training/table.ts';
import { drawNormal } from './synthetic-normal.ts';
import type { SyntheticModel } from './synthetic-model.ts';

/**
 * `count` synthetic customers with their outcomes as a table in the source's own columns and coding: subject (SYN-00001
 * and on; only where the manifest names one), outcome, features. What is missing is blank.
 */
export function syntheticTable(
  manifest: Manifest,
  model: SyntheticModel,
  count: number,
  random: Random,
): Table {
  const { subject, target, features } = manifest;
  const customers = model.sampleCustomers(count, random);
  const logits = model.truthLogits(customers, 'STABLE');
  const subjectColumn = subject === null ? [] : [subject.column];
  const codes = outcomeCodes(manifest);
  const rows = customers.map((customer, i) => {
    const isPositive = random() < logistic(logits[i] + model.noise * drawNormal(random));
    const name = subject === null ? [] : [`SYN-${String(i + 1).padStart(5, '0')}`];
    const cells = features.map((feature, f) => cellOf(feature, customer[f]));
    return [...name, isPositive ? codes.positive : codes.negative, ...cells];
  });
  return { header: [...subjectColumn, target.column, ...features.map(({ column }) => column)], rows };
}

/** How the source writes the two outcomes: the first spelling that the manifest knows, else the class's name. */
function outcomeCodes({ target, classes, positiveClass }: Manifest): { positive: string; negative: string } {
  const spell = (name: string) =>
    Object.entries(target.values).find(([, other]) => other === name)?.[0] ?? name;
  const negative = classes.find((name) => name !== positiveClass);
  return { positive: spell(positiveClass ?? ''), negative: spell(negative ?? '') };
}

function cellOf(feature: Feature, value: number): string {
  if (Number.isNaN(value)) return '';
  return feature.kind === 'CATEGORICAL' ? feature.categories[value] : String(value);
}
