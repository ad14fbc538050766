import { screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { expect, it, vi } from 'vitest';
import { FakeKilter } from '../testing/fake-kilter.ts';
import { churnModel, prediction } from '../testing/fixtures.ts';
import { renderWith } from '../testing/render.ts';
import ModelPages from './ModelPages.svelte';

it('keeps its tail when the model is read again after a reconnect', async () => {
  const kilter = new FakeKilter({
    LatestPredictions: () => ({ predictions: { feedCursor: '5', edges: [{ node: prediction('a') }] } }),
  });
  const location = {
    current: { path: 'predictions', model: null, window: null } as const,
    href: () => '#',
    replace: () => {},
  };
  const { rerender } = renderWith(kilter, ModelPages, { location, model: churnModel });
  await vi.waitFor(() => expect(screen.getAllByTestId('tail-row')).toHaveLength(1));
  await rerender({ props: { location, model: { ...churnModel } } });
  await tick();
  expect(kilter.subscriptions.filter((each) => each.name === 'PredictionsAdded')).toHaveLength(1);
});
