import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../lib/graphql/problem.ts';
import { FakeKilter } from '../../testing/fake-kilter.ts';
import { churnModel, fakeLocation } from '../../testing/fixtures.ts';
import { inRoot } from '../../testing/in-root.svelte.ts';
import SimulatePanel from './SimulatePanel.svelte';
import { SimulationState } from './simulation.svelte.ts';

const scenarios = [
  { name: 'STABLE', description: 'Nothing happens.' },
  { name: 'RECALL_COLLAPSE', description: 'Leaving customers are no longer found.' },
];

async function open(simulate: () => unknown) {
  const kilter = new FakeKilter({
    Simulation: () => ({ simulation: { scenarios, live: null } }),
    Simulate: simulate,
  });
  const simulation = inRoot(() => new SimulationState(kilter, 'churn'));
  simulation.open();
  const { location, visited } = fakeLocation();
  render(SimulatePanel, { location, model: churnModel, simulation });
  await screen.findByRole('combobox');
  const runs = () =>
    kilter.requests.filter(({ name }) => name === 'Simulate').map(({ variables }) => variables);
  return { simulation, visited, runs };
}

const counts = { samples: 1_000, predictions: 1_000, errors: 5, outcomes: 171 };
const submit = () => fireEvent.click(screen.getByRole('button', { name: 'Simulate' }));
const samples = () => screen.getByLabelText('Number of predictions');

describe('SimulatePanel', () => {
  it('runs 1,000 predictions of the stable scenario unless asked otherwise', async () => {
    const { runs, simulation, visited } = await open(() => ({ simulate: counts }));
    expect(screen.getByText('Nothing happens.')).toBeTruthy();
    await submit();
    expect((await screen.findByTestId('simulate-result')).textContent).toContain(
      '1,000 predictions, 5 errors',
    );
    expect(runs()).toEqual([{ model: 'churn', samples: 1_000, scenario: 'STABLE', withOutcomes: false }]);
    await fireEvent.click(screen.getByRole('button', { name: 'Show the last hour' }));
    expect(visited).toEqual([{ window: '1h' }]);
    expect(simulation.isOpen).toBe(false);
  });

  it('describes the chosen scenario, and tells the outcomes of a history', async () => {
    const { runs, visited } = await open(() => ({ simulate: counts }));
    await fireEvent.change(screen.getByLabelText('Scenario'), { target: { value: 'RECALL_COLLAPSE' } });
    expect(screen.getByText('Leaving customers are no longer found.')).toBeTruthy();
    await fireEvent.input(samples(), { target: { value: '25,000' } });
    await fireEvent.click(screen.getByLabelText(/With outcomes/));
    await submit();
    expect((await screen.findByTestId('simulate-result')).textContent).toContain(
      '1,000 predictions, 5 errors, 171 outcomes',
    );
    expect(runs()).toEqual([
      { model: 'churn', samples: 25_000, scenario: 'RECALL_COLLAPSE', withOutcomes: true },
    ]);
    await fireEvent.click(screen.getByRole('button', { name: 'Show the last 90 days' }));
    expect(visited).toEqual([{ window: '90d' }]);
  });

  it('shows that it is under way, and runs one at a time', async () => {
    let finish = (_: unknown) => {};
    const { runs } = await open(() => new Promise((resolve) => (finish = resolve)));
    await submit();
    expect(screen.getByRole('progressbar')).toBeTruthy();
    expect(screen.getByText('1,000 predictions under way…')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Simulating…' })).toHaveProperty('disabled', true);
    await fireEvent.submit(screen.getByTestId('simulate-form'));
    expect(runs()).toHaveLength(1);
    finish({ simulate: counts });
    await screen.findByTestId('simulate-result');
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('asks for a number that it can use, without asking the server', async () => {
    const { runs } = await open(() => ({}));
    await fireEvent.input(samples(), { target: { value: '100001' } });
    await submit();
    await waitFor(() => expect(document.activeElement).toBe(samples()));
    expect(samples().getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('A whole number from 1 to 100,000.')).toBeTruthy();
    await fireEvent.input(samples(), { target: { value: '10' } });
    expect(samples().getAttribute('aria-invalid')).toBeNull();
    expect(runs()).toHaveLength(0);
  });

  it('shows what the server says of the number at the number', async () => {
    await open(() => {
      throw new Problem('BAD_USER_INPUT', 'refused', [
        { field: 'samples', message: 'samples must be 1 to 100,000' },
      ]);
    });
    await submit();
    expect(await screen.findByText('Samples must be 1 to 100,000')).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(samples()));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says in words that a model has no synthetic customers', async () => {
    await open(() => {
      throw new Problem('INSUFFICIENT_DATA', 'The model "telco" has no synthetic customers.', [
        { field: 'model', message: 'The model "telco" has no synthetic customers.' },
      ]);
    });
    await submit();
    expect((await screen.findByRole('alert')).textContent).toContain(
      'Nothing was simulated. The model "telco" has no synthetic customers.',
    );
    expect(screen.queryByTestId('simulate-result')).toBeNull();
  });
});
