import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { MeasuredFiguresFragment, ModelFieldsFragment } from '../../lib/graphql/generated/graphql.ts';
import { Problem } from '../../lib/graphql/problem.ts';
import { FakeKilter } from '../../testing/fake-kilter.ts';
import { churnModel, measuredFigures } from '../../testing/fixtures.ts';
import { inRoot } from '../../testing/in-root.svelte.ts';
import { findWindow } from '../overview/windows.ts';
import MeasuredCard from './MeasuredCard.svelte';
import { MeasuredState } from './measured.svelte.ts';

const asked = { from: '2026-03-01T12:00:00.000Z', to: '2026-03-02T12:00:00.000Z' };

function open(figures: () => MeasuredFiguresFragment | null, model: ModelFieldsFragment = churnModel) {
  const kilter = new FakeKilter({
    Measured: () => ({ performance: { ...asked, measured: figures() } }),
    MeasuredSeries: () => ({ performanceSeries: [] }),
  });
  const measured = inRoot(
    () =>
      new MeasuredState(
        kilter,
        () => 'churn',
        () => findWindow('24h'),
      ),
  );
  const onsimulate = vi.fn();
  render(MeasuredCard, { model, measured, onsimulate });
  const asks = (name: string) => kilter.requests.filter((request) => request.name === name);
  return { kilter, measured, onsimulate, asks };
}

describe('MeasuredCard', () => {
  it('shows recall and precision beside accuracy, and what they rest on', async () => {
    open(() => measuredFigures());
    expect((await screen.findByTestId('measured-accuracy')).textContent).toBe('88 %');
    expect(screen.getByTestId('measured-recall').textContent).toBe('50 %');
    expect(screen.getByTestId('measured-precision').textContent).toBe('83.3 %');
    expect(screen.getByTestId('measured-pr-auc').textContent).toBe('0.640');
    expect(screen.getByTestId('measured-roc-auc').textContent).toBe('0.861');
    expect(screen.getByText('10 of 20 “churn” found')).toBeTruthy();
    expect(screen.getByText(/Always “no churn”:/).textContent).toContain('80 %');
    expect(screen.getByText('Guessing: 0.200')).toBeTruthy();
    expect(screen.getByText(/^100 labelled predictions of/)).toBeTruthy();
    expect(screen.getByText(/closed through .*2026/)).toBeTruthy();
    expect(screen.getByText(/^Maturity: 100 % of the predictions of the last 24 hours/)).toBeTruthy();
    expect(screen.getByText(/silence means “no churn” after 2 more days/)).toBeTruthy();
    expect(screen.queryByText(/is closed yet/)).toBeNull();
  });

  it('judges accuracy against its target', async () => {
    open(() => measuredFigures({ accuracy: 0.84 }));
    await screen.findByTestId('measured-accuracy');
    expect(screen.getByText(/Target > 85 %, missed/)).toBeTruthy();
  });

  it('has the confusion as a table, with the share of what really happened', async () => {
    open(() => measuredFigures());
    const table = within(await screen.findByRole('table'));
    expect(table.getAllByRole('columnheader').map((cell) => cell.textContent.trim())).toEqual([
      'Answered No churn',
      'Answered Churn',
    ]);
    const [, row] = table.getAllByRole('rowheader');
    expect(row?.textContent.trim()).toBe('Really Churn');
    const cells = within(screen.getAllByRole('row')[2] ?? document.body).getAllByRole('cell');
    expect(cells.map((cell) => cell.textContent.replaceAll(/\s+/g, ' ').trim())).toEqual([
      '10 50 %',
      '10 50 %',
    ]);
  });

  it('says so when nothing of the window is closed, and draws the time that stands in for it', async () => {
    const older = { from: '2026-01-28T12:00:00.000Z', to: '2026-01-29T12:00:00.000Z' };
    const { asks, measured } = open(() => measuredFigures({ ...older, maturity: 0 }));
    expect(
      await screen.findByText(/No label window of the last 24 hours is closed yet.*equal length/s),
    ).toBeTruthy();
    expect(asks('MeasuredSeries')[0]?.variables).toMatchObject({ window: { range: older }, bucket: 'HOUR' });
    expect(measured.current?.span).toEqual(older);
  });

  it('asks for the window itself where a part of it is closed', async () => {
    const { asks } = open(() => measuredFigures({ to: '2026-03-01T20:00:00.000Z', maturity: 0.3 }));
    await screen.findByTestId('measured-accuracy');
    expect(asks('MeasuredSeries')[0]?.variables).toMatchObject({ window: { hours: 24 } });
  });

  it('switches to the arrival of the outcome, and says what that is', async () => {
    const { asks } = open(() => measuredFigures({ maturity: null, accuracy: 0.6 }));
    await screen.findByTestId('measured-accuracy');
    expect(screen.getByText(/missed/)).toBeTruthy();
    expect(asks('Measured')[0]?.variables).toMatchObject({ labels: 'PREDICTION' });
    await fireEvent.click(screen.getByLabelText('By arrival'));
    expect(await screen.findByText(/An early warning, not the model’s quality/)).toBeTruthy();
    expect(asks('Measured')[1]?.variables).toMatchObject({ labels: 'ARRIVAL' });
    expect(asks('MeasuredSeries')[1]?.variables).toMatchObject({ labels: 'ARRIVAL', window: { hours: 24 } });
    expect(screen.queryByText(/^Maturity/)).toBeNull();
    expect(screen.queryByText(/missed/)).toBeNull();
  });

  it('says what is needed while nothing is labelled, and asks for no series', async () => {
    const { asks, onsimulate } = open(() => null);
    expect(await screen.findByText('No labelled predictions yet')).toBeTruthy();
    expect(screen.getByText(/accuracy above\s+85 %/)).toBeTruthy();
    expect(asks('MeasuredSeries')).toHaveLength(0);
    await fireEvent.click(screen.getByRole('button', { name: /Simulate a history/ }));
    expect(onsimulate).toHaveBeenCalledOnce();
    await fireEvent.click(screen.getByLabelText('By arrival'));
    expect(await screen.findByText('No labels came in the last 24 hours')).toBeTruthy();
  });

  it('is of means where there is no positive class, and shows a dash for what has no denominator', async () => {
    open(() => measuredFigures({ precision: null, prAuc: null }), { ...churnModel, positiveClass: null });
    expect((await screen.findByTestId('measured-precision')).textContent).toBe('–');
    expect(screen.getByTestId('measured-pr-auc').textContent).toBe('–');
    expect(screen.getAllByText('Mean over the classes')).toHaveLength(2);
  });

  it('says why the figures could not be loaded, and tries again', async () => {
    let isDown = true;
    const { measured } = open(() => {
      if (isDown) throw new Problem('STORAGE_UNAVAILABLE', 'The database is away.');
      return measuredFigures();
    });
    expect((await screen.findByRole('alert')).textContent).toContain('The database is away.');
    isDown = false;
    await fireEvent.click(screen.getByRole('button', { name: /Try again/ }));
    expect(await screen.findByTestId('measured-accuracy')).toBeTruthy();
    expect(measured.answer.problem).toBeUndefined();
  });
});
