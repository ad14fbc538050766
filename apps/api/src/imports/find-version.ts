import { compileFeatureCodec, type FeatureCodec } from '@kilter/core/features/feature-codec';
import { compileCounterLayout, type CounterLayout } from '@kilter/core/sketches/rollup-counters';
import type { ModelVersionRow } from '@kilter/db/queries/model';

/** A model version with what encodes and counts its rows. */
export interface CompiledVersion extends Omit<ModelVersionRow, 'layout'> {
  codec: FeatureCodec;
  layout: CounterLayout;
}

export type FoundVersions = { ok: true; versions: CompiledVersion[] } | { ok: false; message: string };

export interface WantedVersion {
  /** Undefined: the default one, or the only one. */
  model: string | undefined;
  /** Undefined: all of them, the champion first. */
  version: string | undefined;
  defaultModel: string | undefined;
}

/** The versions that are asked for by name, the champion first; or why there are none, in one line. */
export function findVersions(rows: readonly ModelVersionRow[], wanted: WantedVersion): FoundVersions {
  const models = [...new Set(rows.map(({ modelName }) => modelName))];
  if (models.length === 0) return refused('no model is known here yet: start Kilter once (npm start)');
  const model = wanted.model ?? wanted.defaultModel ?? (models.length === 1 ? models[0] : undefined);
  if (model === undefined) return refused(`--model is needed: ${models.join(', ')}`);
  const own = rows.filter(({ modelName }) => modelName === model);
  if (own.length === 0) return refused(`there is no model "${model}", but ${models.join(', ')}`);
  const named = wanted.version === undefined ? own : own.filter(({ version }) => version === wanted.version);
  if (named.length === 0) {
    const versions = own.map(({ version }) => version).join(', ');
    return refused(`${model} has no version "${wanted.version}", but ${versions}`);
  }
  const inOrder = named.toSorted((a, b) => Number(b.stage === 'CHAMPION') - Number(a.stage === 'CHAMPION'));
  const compiled = inOrder.map(compileVersion);
  const versions = compiled.filter((version) => version !== null);
  if (versions.length < compiled.length) {
    return refused(`it is not fixed yet how ${model} is counted: start Kilter once (npm start)`);
  }
  return { ok: true, versions };
}

/** Null: how its rows are counted is fixed when a server first loads it, and none has. */
export function compileVersion(row: ModelVersionRow): CompiledVersion | null {
  const { layout, manifest } = row;
  if (layout === null) return null;
  return { ...row, codec: compileFeatureCodec(manifest), layout: compileCounterLayout(manifest, layout) };
}

function refused(message: string): FoundVersions {
  return { ok: false, message };
}
