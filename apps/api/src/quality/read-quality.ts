import type { Manifest } from '@kilter/core/features/manifest';
import type { Reference } from '@kilter/core/features/reference';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import {
  qualityReport,
  qualityReportOfCounts,
  type QualityCountsReport,
  type QualityReport,
} from '@kilter/core/quality/quality-report';
import type { SampledRow } from '@kilter/db/queries/sample';
import { countWindows, currentScope, readScopeSample, type CountScope } from '../drift/count-windows.ts';
import type { DriftNeeds } from '../drift/read-drift.ts';
import { createMemory } from '../drift/remember-by-key.ts';
import { windowOf, type RowsRequest } from '../monitoring/read-counters.ts';

export interface DataQuality {
  scope: CountScope;
  manifest: Manifest;
  window: TimeWindow;
  /** From counters; of a segment or a tag from a sample. */
  report: QualityCountsReport;
}

/** The data quality of a window, as far as counters tell. */
export async function readDataQuality(needs: DriftNeeds, request: RowsRequest): Promise<DataQuality> {
  const model = needs.registry.find(request.model);
  const window = windowOf(request.window, needs.now());
  const scope = currentScope(needs, model, request.filter ?? {});
  const { manifest } = scope.versions[0];
  const [{ quality }] = await countWindows(needs, scope, [window]);
  const report = qualityReportOfCounts(manifest, trainedOn(scope), quality, chosenBy(scope));
  return { scope, manifest, window, report };
}

/** What the champion was trained on; nothing where it is not known, or rows are counted in another way. */
function trainedOn({ model, layout }: CountScope): Pick<Reference, 'features'> {
  const { reference, champion } = model;
  return reference && layout.key === champion.layout.key ? reference : { features: {} };
}

const chosenBy = ({ filter }: CountScope): string | null => filter.segment?.feature ?? null;

/** What takes the rows themselves, of a sample by time. */
export interface RowsQuality {
  rows: readonly SampledRow[];
  report: QualityReport;
}

const memory = createMemory<RowsQuality>();

/** The same from the rows, of which there may be more: checks, duplicates, stuck values, unseen texts. */
export function readRowsQuality(needs: DriftNeeds, quality: DataQuality): Promise<RowsQuality> {
  return memory.get(needs.sql, qualityKey(quality), needs.now(), async () => {
    const { scope, manifest, window } = quality;
    const rows = await readScopeSample(needs, scope, window);
    const encoded = rows.map(({ features, flags, raw }) => ({ values: features, flags, raw }));
    return { rows, report: qualityReport(manifest, trainedOn(scope), encoded, chosenBy(scope)) };
  });
}

/** The same for the same rows. */
export function qualityKey({ scope, window }: Pick<DataQuality, 'scope' | 'window'>): string {
  return JSON.stringify([scope.versions.map(({ id }) => id), scope.filter, window]);
}
