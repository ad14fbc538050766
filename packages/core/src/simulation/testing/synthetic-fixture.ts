import { manifestSchema } from '../../features/manifest.ts';
import { logistic } from '../../training/objective.ts';
import { createRandom, type Random } from '../../training/random.ts';
import { trainingTable } from '../../training/training-table.ts';

const numeric = { kind: 'NUMERIC', required: false, minimum: null, maximum: null };

/** A shop's subscribers with everything that a generator has to cope with. */
export const shopManifest = manifestSchema.parse({
  manifestVersion: 1,
  name: 'shop',
  version: '1.0.0',
  title: 'Shop',
  task: 'BINARY_CLASSIFICATION',
  features: [
    {
      name: 'plan',
      column: 'Plan',
      kind: 'CATEGORICAL',
      required: true,
      categories: ['a', 'b, c', 'never', 'd'],
    },
    { ...numeric, name: 'returned', column: 'Returned', integer: true },
    { ...numeric, name: 'bought', column: 'Bought', integer: true },
    { ...numeric, name: 'age', column: 'Age', integer: true },
    { ...numeric, name: 'spent', column: 'Spent' },
    { ...numeric, name: 'constant', column: 'Constant', integer: true },
    { ...numeric, name: 'empty', column: 'Empty' },
    { ...numeric, name: 'complained', column: 'Complained', integer: true },
  ],
  subject: { column: 'Id' },
  target: { column: 'Left', values: { '0': 'stays', '1': 'leaves' } },
  classes: ['stays', 'leaves'],
  positiveClass: 'leaves',
});

export const shopIndex = Object.fromEntries(shopManifest.features.map(({ name }, index) => [name, index]));

/** Ages are gone for plan a's customers twice as often; returned <= bought; spent rises with bought. */
function drawShopper(random: Random): { values: number[]; target: number } {
  const u = random();
  const plan = u < 0.5 ? 0 : u < 0.8 ? 1 : 3;
  const bought = Math.floor(-4 * Math.log(1 - random()));
  const returned = Math.floor((bought + 1) * random() ** 2);
  const age = random() < (plan === 0 ? 0.2 : 0.1) ? NaN : 18 + Math.floor(50 * random());
  const spent = Math.round(100 * (3 * bought + 20 * random())) / 100;
  const complained = Number(random() < 0.25);
  const logit = -1.5 + 1.8 * complained - (plan === 3 ? 1.5 : 0) - 0.1 * bought + ((age || 40) - 40) / 30;
  return {
    values: [plan, returned, bought, age, spent, 7, NaN, complained],
    target: Number(random() < logistic(logit)),
  };
}

const random = createRandom(17);
const shoppers = Array.from({ length: 2000 }, () => drawShopper(random));

export const shopRows = shoppers.map(({ values }) => values);
export const shopTable = trainingTable(
  shopManifest,
  shopRows,
  shoppers.map(({ target }) => target),
);
/** Pairs, as if each customer had come twice. */
export const shopGroups = Int32Array.from(shoppers, (_, row) => row >> 1);
