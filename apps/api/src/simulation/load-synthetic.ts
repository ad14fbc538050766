import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '@kilter/core/errors/error-code';
import { generatorSchema } from '@kilter/core/simulation/generator';
import { compileSyntheticModel, type SyntheticModel } from '@kilter/core/simulation/synthetic-model';
import { truthSchema } from '@kilter/core/simulation/truth';
import type { Logger } from '../logger.ts';
import type { ServedModel } from '../models/registry.ts';

export type LoadSynthetic = (model: ServedModel) => Promise<SyntheticModel>;

/**
 * The synthetic customers of a model, from generator.json and truth.json in its folder; read when somebody asks for
 * them. Throws INSUFFICIENT_DATA for a model that has none.
 */
export function createLoadSynthetic(modelsDir: string, log: Logger): LoadSynthetic {
  const loaded = new Map<number, Promise<SyntheticModel>>();
  const load = async ({ folder, manifest }: ServedModel): Promise<SyntheticModel> => {
    const json = async (file: string): Promise<unknown> =>
      JSON.parse(await readFile(join(modelsDir, folder, file), 'utf8'));
    const generator = generatorSchema.parse(await json('generator.json'));
    return compileSyntheticModel(manifest, generator, truthSchema.parse(await json('truth.json')));
  };
  return (model) => {
    const { id } = model.champion;
    const known = loaded.get(id);
    if (known) return known;
    const loading = load(model).catch((error: unknown) => {
      loaded.delete(id);
      log.warn({ model: model.name, error }, 'no synthetic customers');
      return fail(
        'INSUFFICIENT_DATA',
        `The model "${model.name}" has no synthetic customers: npm run train makes them.`,
        'model',
      );
    });
    loaded.set(id, loading);
    return loading;
  };
}
