import { attributionDrift, type RankMove } from '@kilter/core/explain/attribution-drift';
import { rankImportance, type RankedImportance } from '@kilter/core/explain/importance-ranking';
import { meanAbsoluteContributions, sharesOf } from '@kilter/core/explain/mean-attribution';
import { fail } from '@kilter/core/errors/error-code';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import type { ServedModel } from '../models/registry.ts';
import {
  versionsOf,
  windowOf,
  type Needs,
  type RowFilter,
  type RowsRequest,
} from '../monitoring/read-counters.ts';
import { sampleRows } from '../monitoring/sample-rows.ts';

/** Rows that are explained for a mean: a share is then within some percent of itself. */
const MOST_ROWS = 1_000;
/** So many take some milliseconds; then others have their turn. */
const ROWS_A_TURN = 25;
/** Fewer rows give no verdict. */
const LEAST_ROWS = 300;

/** How much each feature counts in the answers of the champion: in its reference, or, with a window or a filter, in its rows. */
export async function readImportance(needs: Needs, request: RowsRequest): Promise<RankedImportance[]> {
  const model = needs.registry.find(request.model);
  const { manifest, reference } = model;
  const filter = request.filter ?? {};
  if (request.window == null && !isFiltering(filter)) {
    return reference?.importance ? rankImportance(reference.importance, manifest.features) : [];
  }
  const window = windowOf(request.window, needs.now());
  const { rows, attributions } = await liveAttributions(needs, model, window, filter);
  if (rows === 0) return [];
  const shares = sharesOf(attributions);
  const byName = Object.fromEntries(manifest.features.map(({ name: feature }, i) => [feature, shares[i]]));
  return rankImportance({ method: 'MEAN_ABSOLUTE_SHAP', rows, shares: byName }, manifest.features);
}

export interface ReadAttributionDrift {
  window: TimeWindow;
  rows: number;
  ndcg: number;
  /** Null under 300 rows. */
  isDrifted: boolean | null;
  movedShare: number;
  /** The largest change of share first. */
  moves: (Omit<RankMove, 'feature'> & { feature: string })[];
}

/** Whether the champion looks at other features than in its reference; null where either side says nothing. */
export async function readAttributionDrift(
  needs: Needs,
  request: RowsRequest,
): Promise<ReadAttributionDrift | null> {
  const model = needs.registry.find(request.model);
  const { manifest, reference } = model;
  const window = windowOf(request.window, needs.now());
  const known = reference?.importance;
  // Other measures of importance rank otherwise.
  if (known?.method !== 'MEAN_ABSOLUTE_SHAP') return null;
  const { rows, attributions } = await liveAttributions(needs, model, window, request.filter ?? {});
  const found = attributionDrift(
    manifest.features.map((feature) => known.shares[feature.name] ?? 0),
    attributions,
  );
  if (found === null) return null;
  return {
    ...found,
    window,
    rows,
    isDrifted: rows >= LEAST_ROWS ? found.isDrifted : null,
    moves: found.moves.map((move) => ({ ...move, feature: manifest.features[move.feature].name })),
  };
}

const isFiltering = (filter: RowFilter) => Object.values(filter).some((chosen) => chosen != null);

/** Mean |SHAP| on the margin by feature, over a sample of the champion's answers. Throws for what is no tree ensemble. */
async function liveAttributions(
  needs: Needs,
  model: ServedModel,
  window: TimeWindow,
  filter: RowFilter,
): Promise<{ rows: number; attributions: Float64Array }> {
  const { champion, explainer, manifest } = model;
  versionsOf(needs, model, filter.version);
  if (filter.version != null && filter.version !== champion.version) {
    fail('BAD_USER_INPUT', 'only answers of the champion are explained', 'filter.version');
  }
  const trees = explainer?.trees();
  if (!explainer || !trees?.ok) {
    const reason = trees && !trees.ok ? trees.failure.message : 'it is not loaded';
    return fail('BAD_USER_INPUT', `Only tree ensembles are explained row by row: ${reason}`, 'window');
  }
  const rows = await sampleRows(needs, model, window, { ...filter, version: champion.version }, MOST_ROWS);
  const attributions = new Float64Array(manifest.features.length);
  for (let start = 0; start < rows.length; start += ROWS_A_TURN) {
    const inputs = rows.slice(start, start + ROWS_A_TURN).map(({ features }) => explainer.inputOf(features));
    const means = await explainer.takeTurn(() => meanAbsoluteContributions(trees.explainer, inputs));
    means.forEach((mean, i) => (attributions[i] += (mean * inputs.length) / rows.length));
  }
  return { rows: rows.length, attributions };
}
