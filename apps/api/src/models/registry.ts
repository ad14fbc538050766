import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '@kilter/core/errors/error-code';
import { createEstimator, type Estimator } from '@kilter/core/estimation/reference-estimator';
import { compileFeatureCodec, type FeatureCodec } from '@kilter/core/features/feature-codec';
import { parseManifest, type Manifest } from '@kilter/core/features/manifest';
import { referenceSchema, type Reference } from '@kilter/core/features/reference';
import {
  compileCounterLayout,
  layoutToStore,
  type CounterLayout,
} from '@kilter/core/sketches/rollup-counters';
import type { EntityDatabase } from '@kilter/db/client';
import { listModelVersions, registerModelVersion, type ModelVersionRow } from '@kilter/db/queries/model';
import { createModelExplainer, type ModelExplainer } from '../explain/model-explainer.ts';
import type { Logger } from '../logger.ts';
import { createMicroBatcher, type MicroBatcher } from './micro-batcher.ts';
import type { ModelRuntime } from './predictor.ts';

/** A version that can be named: of the champion, or of an old prediction. */
export interface KnownVersion extends Omit<ModelVersionRow, 'layout'> {
  codec: FeatureCodec;
  /** How its rows are counted. */
  layout: CounterLayout;
}

/** The champion of a model, as it answers. */
export interface ServedModel {
  name: string;
  /** Its folder's name. */
  folder: string;
  manifest: Manifest;
  champion: KnownVersion;
  /** Null while the model file is missing or broken: `reason` says why. */
  batcher: MicroBatcher | null;
  reason: string | null;
  /** What was normal in training; null where there is no reference.json. */
  reference: Reference | null;
  /** What metrics would be by the scores alone; null where they cannot be estimated. */
  estimate: Estimator | null;
  /** Takes the champion's answers apart; null for a model that nobody asks for answers. */
  explainer: ModelExplainer | null;
}

/** A folder whose manifest cannot be read: known by name, of no use before it is mended. */
export interface UnreadableModel {
  name: string;
  reason: string;
}

export interface Registry {
  models(): ServedModel[];
  unreadable(): UnreadableModel[];
  /** The model of that name, or the default one. Throws UNKNOWN_MODEL, MODEL_NOT_LOADED for an unreadable one. */
  find(name?: string | null): ServedModel;
  version(id: number): KnownVersion;
  /** The name of a version's model; null for one that another process has just made, which is then looked up. */
  modelOf(versionId: number): string | null;
  versionsOf(model: string): KnownVersion[];
  /** Looks again at models that are not loaded and whose folder has changed; true when it did so. */
  retryUnloaded(): Promise<boolean>;
}

/** No folder of models at all: nothing to serve. The message is one line for the operator. */
export class NoModelsError extends Error {
  override readonly name = 'NoModelsError';
}

interface Dependencies {
  modelsDir: string;
  defaultModel: string | undefined;
  entities: EntityDatabase;
  runtime: ModelRuntime;
  log: Logger;
}

export async function createRegistry(dependencies: Dependencies): Promise<Registry> {
  const { modelsDir, defaultModel, entities, log } = dependencies;
  const served = new Map<string, ServedModel>();
  const unreadable = new Map<string, UnreadableModel>();
  const versions = new Map<number, KnownVersion>();
  /** Newest change of a folder whose model is not loaded, so that it is tried again once mended. */
  const triedAt = new Map<string, number>();

  const know = (row: ModelVersionRow): KnownVersion => {
    const { manifest } = row;
    const stored = row.layout ?? layoutToStore(manifest, null);
    const version = {
      ...row,
      codec: compileFeatureCodec(manifest),
      layout: compileCounterLayout(manifest, stored),
    };
    versions.set(row.id, version);
    return version;
  };

  /** The folder that each model's name came from. */
  const folderOf = new Map<string, string>();
  const refuseTakenName = (folder: string, manifest: Manifest | { reason: string }) => {
    if ('reason' in manifest) return manifest;
    const taken = folderOf.get(manifest.name);
    if (taken !== undefined && taken !== folder) {
      return { reason: `manifest.json: the folder "${taken}" has a model "${manifest.name}" already` };
    }
    folderOf.set(manifest.name, folder);
    return manifest;
  };

  const loadFolder = async (folder: string): Promise<void> => {
    const directory = join(modelsDir, folder);
    const seenAt = await newestChange(directory);
    const manifest = refuseTakenName(folder, await readManifest(join(directory, 'manifest.json')));
    if ('reason' in manifest) {
      log.error({ folder, reason: manifest.reason }, 'manifest cannot be read');
      unreadable.set(folder, { name: folder, reason: manifest.reason });
      triedAt.set(folder, seenAt);
      return;
    }
    const loaded = await loadModelFile(directory, manifest, dependencies.runtime);
    const reference = await readReference(join(directory, 'reference.json'), log);
    const layout = layoutToStore(manifest, reference);
    const row = await registerModelVersion(entities, { manifest, sha256: loaded.sha256, layout });
    if (loaded.reason !== null)
      log.error({ model: manifest.name, reason: loaded.reason }, 'model is not loaded');
    // At once: a model that is neither here nor there would be unknown.
    unreadable.delete(folder);
    served.set(manifest.name, {
      name: manifest.name,
      folder,
      manifest,
      champion: know(row),
      batcher: loaded.batcher,
      reason: loaded.reason,
      reference,
      estimate: createEstimator(manifest, reference),
      explainer: createModelExplainer({ ...loaded, manifest, reference }),
    });
    if (loaded.batcher) triedAt.delete(folder);
    else triedAt.set(folder, seenAt);
  };

  const refreshVersions = async () => {
    for (const row of await listModelVersions(entities)) know(row);
  };

  for (const folder of await modelFolders(modelsDir)) await loadFolder(folder);
  await refreshVersions();
  if (defaultModel !== undefined && !served.has(defaultModel) && !unreadable.has(defaultModel)) {
    throw new NoModelsError(`KILTER_DEFAULT_MODEL is "${defaultModel}", but ${modelsDir} has no such model.`);
  }

  const find: Registry['find'] = (wanted) => {
    const name = wanted ?? defaultModel ?? served.keys().next().value ?? unreadable.keys().next().value ?? '';
    const model = served.get(name);
    if (model) return model;
    const broken = unreadable.get(name);
    if (broken)
      return fail('MODEL_NOT_LOADED', `The model "${name}" is not loaded: ${broken.reason}`, 'model');
    return fail('UNKNOWN_MODEL', `There is no model "${name}".`, 'model');
  };

  return {
    models: () => [...served.values()],
    unreadable: () => [...unreadable.values()],
    find,
    version: (id) =>
      versions.get(id) ?? fail('NOT_FOUND', 'The model version of this prediction is not known.'),
    modelOf: (versionId) => {
      const known = versions.get(versionId);
      if (!known)
        refreshVersions().catch((error: unknown) => log.warn({ error }, 'model versions cannot be read'));
      return known?.modelName ?? null;
    },
    versionsOf: (model) => [...versions.values()].filter((version) => version.modelName === model),
    retryUnloaded: async () => {
      let changed = false;
      for (const [folder, since] of [...triedAt]) {
        if ((await newestChange(join(modelsDir, folder))) <= since) continue;
        await loadFolder(folder).then(
          () => {
            changed = true;
          },
          // Looked at again next time.
          (error: unknown) => log.warn({ folder, error }, 'the model could not be looked at again'),
        );
      }
      return changed;
    },
  };
}

async function modelFolders(modelsDir: string): Promise<string[]> {
  const entries = await readdir(modelsDir, { withFileTypes: true }).catch(() => {
    throw new NoModelsError(`There is no model folder at ${modelsDir} (KILTER_MODELS_DIR).`);
  });
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  if (folders.length === 0) throw new NoModelsError(`The model folder ${modelsDir} holds no model.`);
  return folders.map((entry) => entry.name).sort();
}

async function newestChange(directory: string): Promise<number> {
  const files = await readdir(directory).catch(() => []);
  const found = await Promise.all(files.map((file) => stat(join(directory, file)).catch(() => null)));
  // A file that is moved here keeps the time of its content: the time of the move tells.
  return Math.max(0, ...found.map((file) => (file ? Math.max(file.mtimeMs, file.ctimeMs) : 0)));
}

async function readManifest(path: string): Promise<Manifest | { reason: string }> {
  try {
    const parsed = parseManifest(JSON.parse(await readFile(path, 'utf8')));
    return parsed.ok ? parsed.manifest : { reason: `manifest.json: ${parsed.message}` };
  } catch (error) {
    return { reason: `manifest.json: ${plainReason(error)}` };
  }
}

async function readReference(path: string, log: Logger): Promise<Reference | null> {
  try {
    return referenceSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    log.warn({ reason: plainReason(error) }, 'no reference.json: nothing to compare this model with');
    return null;
  }
}

type LoadedFile = {
  onnx: Uint8Array | null;
  batcher: MicroBatcher | null;
  sha256: string | null;
  reason: string | null;
};

async function loadModelFile(
  directory: string,
  manifest: Manifest,
  runtime: ModelRuntime,
): Promise<LoadedFile> {
  const { file, input, output } = manifest.onnx;
  const notLoaded = (reason: string): LoadedFile => ({ onnx: null, batcher: null, sha256: null, reason });
  let bytes: Uint8Array;
  try {
    bytes = await readFile(join(directory, file));
  } catch (error) {
    return notLoaded(`${file}: ${plainReason(error)}`);
  }
  const loaded = await runtime.load({
    bytes,
    inputName: input,
    outputName: output,
    features: manifest.features.length,
    outputs: outputColumns(manifest),
  });
  if (!loaded.ok) return notLoaded(`${file}: ${loaded.failure.message}`);
  return {
    onnx: bytes,
    batcher: createMicroBatcher(loaded.predictor, manifest.features.length),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    reason: null,
  };
}

function outputColumns({ task, classes }: Manifest): number[] {
  if (task === 'REGRESSION') return [1];
  return task === 'BINARY_CLASSIFICATION' ? [2, 1] : [classes.length];
}

/** Without the paths of this machine. */
function plainReason(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'the file is missing';
  if (error instanceof SyntaxError) return 'is not JSON';
  return error instanceof Error ? error.message : String(error);
}
