import type { Manifest } from '../features/manifest.ts';
import type { Random } from '../training/random.ts';
import { compileGenerator, type Generator } from './generator.ts';
import { compileTruth, type Concept, type Truth } from './truth.ts';

/** What generator.json and truth.json hold, compiled for use. Marked synthetic wherever used. */
export interface SyntheticModel {
  /** `count` customers, one array each in the manifest's feature order (category index for categories, NaN missing). */
  sampleCustomers(count: number, random: Random): Float64Array[];
  /**
   * Log-odds of the positive class by the truth model, without the noise, for rows in the above form. `concept`
   * 'DRIFTED': the effects of the drifting features are about halved (scenario CONCEPT_DRIFT).
   */
  truthLogits(customers: readonly ArrayLike<number>[], concept: Concept): Float64Array;
  /** Standard deviation of the normal noise added to the log-odds, once a subject. */
  readonly noise: number;
  /** Feature names in the order of a customer's values. */
  readonly features: readonly string[];
  /** Share of positive outcomes of STABLE customers. */
  readonly positiveRate: number;
}

/** Throws a RangeError when the files are not of this manifest. */
export function compileSyntheticModel(
  manifest: Manifest,
  generator: Generator,
  truth: Truth,
): SyntheticModel {
  for (const { model } of [generator, truth]) {
    if (model !== manifest.name) throw new RangeError(`made for the model ${model}, not ${manifest.name}`);
  }
  const { stable } = truth.pinned;
  return {
    sampleCustomers: compileGenerator(manifest, generator),
    truthLogits: compileTruth(manifest, truth),
    noise: truth.noise,
    features: manifest.features.map(({ name }) => name),
    positiveRate: stable.find(({ name }) => name === 'positiveRate')?.value ?? NaN,
  };
}
