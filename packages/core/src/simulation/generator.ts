import { z } from 'zod';
import type { Manifest } from '../features/manifest.ts';
import type { Random } from '../training/random.ts';
import { compileFeatureDraw, cumulativeShares, firstAbove, type FeatureDraw } from './generator-draw.ts';
import { generatorFeatureSchema, type Scale } from './generator-feature.ts';

const count = z.number().int().nonnegative();

/**
 * How synthetic customers are drawn; the file `models/<name>/generator.json`. A customer's outcome class and gaps are
 * drawn first, then the features one after another, each from what the earlier ones allow (sequential synthesis, Reiter
 * 2005). It holds counts of groups of related rows and never a row. The class only mixes the groups of customers well: a
 * synthetic customer's outcome is the truth model's to say.
 */
export const generatorSchema = z.object({
  generatorVersion: z.literal(1),
  model: z.string(),
  /** The rows and the independent groups of rows that it was fitted to. */
  rows: count,
  groups: count,
  /** Rows by class. */
  classes: z.array(count).length(2),
  /** Which features are missing together, as feature names, with the rows by class. The first is usually: none. */
  gaps: z.array(z.object({ missing: z.array(z.string()), rows: z.array(count).length(2) })).min(1),
  /** `smaller` is at most `greater` wherever both are known. */
  rules: z.array(z.object({ smaller: z.string(), greater: z.string() })),
  /** In the order of drawing. */
  features: z.array(generatorFeatureSchema).min(1),
});

export type Generator = z.infer<typeof generatorSchema>;

/** Draws `count` customers: one number a feature in the manifest's order, category index for categories, NaN missing. */
export type SampleCustomers = (count: number, random: Random) => Float64Array[];

/** Throws a RangeError when the generator is not for these features. */
export function compileGenerator(manifest: Manifest, generator: Generator): SampleCustomers {
  const width = manifest.features.length;
  const indices = new Map(manifest.features.map(({ name }, i) => [name, i]));
  const indexOf = (name: string) => {
    const index = indices.get(name);
    if (index === undefined)
      throw new RangeError(`generator: "${name}" is not a feature of ${manifest.name}`);
    return index;
  };
  if (generator.features.length !== width) throw new RangeError('generator: it draws other features');
  const draws = compileDraws(manifest, generator, indexOf);
  const drawGaps = compileGaps(generator, indexOf);

  const row = new Float64Array(width + 1); // the class stands behind the features
  const sampleOne = (random: Random): Float64Array => {
    row.fill(0);
    drawGaps(row, random);
    for (const draw of draws) draw(row, random);
    return row.slice(0, width);
  };
  return (count, random) => Array.from({ length: count }, () => sampleOne(random));
}

function compileDraws(
  manifest: Manifest,
  { features, rules }: Generator,
  indexOf: (name: string) => number,
): FeatureDraw[] {
  const isCategorical = [...manifest.features.map(({ kind }) => kind === 'CATEGORICAL'), true];
  const earlier = new Map<string, { index: number; scale: Scale | null }>();
  return features.map((feature) => {
    const index = indexOf(feature.name);
    const draw = compileFeatureDraw(feature, {
      index,
      isCategorical,
      earlier: new Map(earlier),
      atLeast: rules.flatMap(({ smaller, greater }) =>
        greater === feature.name && earlier.has(smaller) ? indexOf(smaller) : [],
      ),
      atMost: rules.flatMap(({ smaller, greater }) =>
        smaller === feature.name && earlier.has(greater) ? indexOf(greater) : [],
      ),
    });
    earlier.set(feature.name, { index, scale: feature.scale });
    return draw;
  });
}

/** Writes the class behind the features, and NaN into the features that are missing. */
function compileGaps(
  { gaps, classes }: Generator,
  indexOf: (name: string) => number,
): (row: Float64Array, random: Random) => void {
  const positiveShare = classes[1] / (classes[0] + classes[1]);
  const missing = gaps.map((gap) => gap.missing.map(indexOf));
  const shares = classes.map((_, c) => cumulativeShares(gaps.map(({ rows }) => rows[c])));
  return (row, random) => {
    const outcome = random() < positiveShare ? 1 : 0;
    row[row.length - 1] = outcome;
    for (const index of missing[firstAbove(shares[outcome], random())]) row[index] = NaN;
  };
}
