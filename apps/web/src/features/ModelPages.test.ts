import { screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { expect, it, vi } from 'vitest';
import { alertAnswers } from '../testing/alert-answers.ts';
import { FakeKilter } from '../testing/fake-kilter.ts';
import { churnModel, fakeLocation, prediction } from '../testing/fixtures.ts';
import { inRoot } from '../testing/in-root.svelte.ts';
import { renderWith } from '../testing/render.ts';
import { AlertFeed } from './alerts/alert-feed.svelte.ts';
import ModelPages from './ModelPages.svelte';

it('keeps its tail when the model is read again after a reconnect', async () => {
  const kilter = new FakeKilter({
    LatestPredictions: () => ({ predictions: { feedCursor: '5', edges: [{ node: prediction('a') }] } }),
    Simulation: () => ({ simulation: { scenarios: [], live: null } }),
    ...alertAnswers(() => []),
  });
  const { location } = fakeLocation('predictions');
  const alerts = inRoot(() => new AlertFeed(kilter, () => 'churn'));
  const { rerender } = renderWith(kilter, ModelPages, { location, model: churnModel, alerts });
  await vi.waitFor(() => expect(screen.getAllByTestId('tail-row')).toHaveLength(1));
  await rerender({ props: { location, model: { ...churnModel }, alerts } });
  await tick();
  expect(kilter.subscriptions.filter((each) => each.name === 'PredictionsAdded')).toHaveLength(1);
});
