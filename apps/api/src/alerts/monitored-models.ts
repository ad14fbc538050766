import type { Registry, ServedModel } from '../models/registry.ts';

/** The models that are served, and those that are known from before and whose folder cannot be read now. */
export function monitoredModels(registry: Registry): ServedModel[] {
  return [
    ...registry.models(),
    ...registry.unreadable().flatMap(({ name, reason }) => fromBefore(registry, name, reason)),
  ];
}

/** Like `registry.find`, but a known model whose folder cannot be read is found too: its alerts matter most. */
export function findMonitored(registry: Registry, name: string | null | undefined): ServedModel {
  return monitoredModels(registry).find((model) => model.name === name) ?? registry.find(name);
}

/** As the database knows it; none for a folder that could never be read, or that had another name than its model. */
function fromBefore(registry: Registry, name: string, reason: string): ServedModel[] {
  return registry
    .versionsOf(name)
    .filter(({ stage }) => stage === 'CHAMPION')
    .map((champion) => ({
      name,
      folder: name,
      manifest: champion.manifest,
      champion,
      batcher: null,
      reason,
      reference: null,
      estimate: null,
      explainer: null,
    }));
}
