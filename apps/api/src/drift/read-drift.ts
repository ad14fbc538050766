import type { DriftDialect, DriftMethod } from '@kilter/core/drift/drift-result';
import { methodProblem } from '@kilter/core/drift/suitable-methods';
import { windowDrift, type WindowDrift } from '@kilter/core/drift/window-drift';
import { fail, KilterError } from '@kilter/core/errors/error-code';
import type { Feature, Manifest } from '@kilter/core/features/manifest';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import type { Context } from '../context.ts';
import { windowOf, type RowsRequest } from '../monitoring/read-counters.ts';
import { chooseReference, type AgainstRequest, type ComparisonKind } from './choose-reference.ts';
import { comparisonOf, sideAnswers, sideFeature, type Comparison } from './compare-side.ts';
import { currentScope, type CountScope } from './count-windows.ts';
import { countGrown, readSide } from './read-side.ts';

export type DriftNeeds = Pick<Context, 'registry' | 'sql' | 'entities' | 'now'>;

export interface DriftRequest extends RowsRequest {
  against?: AgainstRequest | null;
  dialect?: DriftDialect | null;
  method?: DriftMethod | null;
  /** Names of those to compare; left out: all. */
  features?: readonly string[] | null;
}

export interface Drift extends WindowDrift {
  scope: CountScope;
  /** As asked for. */
  asked: TimeWindow;
  /** The window that was compared: longer where the one asked for had too few rows. */
  window: TimeWindow;
  rows: number;
  dialect: DriftDialect;
  comparedWith: Comparison;
  /** What the features were compared with, by name. */
  kinds: ReadonlyMap<string, ComparisonKind>;
  /** Of the manifest, those that were compared. */
  compared: readonly Feature[];
}

/** The drift of a window, from stored counters; of a segment or a tag from a sample of the rows. */
export async function readDrift(needs: DriftNeeds, request: DriftRequest): Promise<Drift> {
  const model = needs.registry.find(request.model);
  const asked = windowOf(request.window, needs.now());
  const scope = currentScope(needs, model, request.filter ?? {});
  const { manifest } = scope.versions[0];
  const choice = { dialect: request.dialect ?? 'KILTER', method: request.method ?? null } as const;
  const indices = chosenFeatures(manifest, request.features);
  const compared = indices.map((index) => manifest.features[index]);
  const problem = methodProblem(choice.dialect, choice.method, compared, request.features != null);
  if (problem) throw new KilterError(problem);
  const [reference, current] = await Promise.all([
    chooseReference(needs, model, request.against),
    countGrown(needs, scope, asked),
  ]);
  const { window, counts } = current;
  const side = await readSide(needs, scope, { asked: reference, current: window, dialect: choice.dialect });
  const features = indices.map((index) => sideFeature(manifest, index, side, counts));
  const outcome = windowDrift(
    features.map((feature) => feature.compared),
    sideAnswers(manifest, side, counts),
    choice,
  );
  if (!outcome.ok) throw new KilterError(outcome.failure);
  return {
    ...outcome.drift,
    scope,
    asked,
    window,
    rows: counts.rows,
    dialect: choice.dialect,
    comparedWith: comparisonOf(side, features),
    kinds: new Map(features.map((feature) => [feature.compared.feature.name, feature.comparedWith])),
    compared,
  };
}

function chosenFeatures({ features }: Manifest, names: readonly string[] | null | undefined): number[] {
  if (names == null) return [...features.keys()];
  if (names.length === 0) fail('BAD_USER_INPUT', 'names no feature', 'features');
  const found = names.map((name, i) => {
    const index = features.findIndex((feature) => feature.name === name);
    return index < 0 ? fail('BAD_USER_INPUT', `"${name}" is not a feature`, `features.${i}`) : index;
  });
  return [...new Set(found)];
}
