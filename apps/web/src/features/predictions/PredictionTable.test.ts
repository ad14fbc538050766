import { fireEvent, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { PredictionDetailQuery, PredictionRowFragment } from '../../lib/graphql/generated/graphql.ts';
import { formatDate, formatFull } from '../../lib/format/times.ts';
import { FakeKilter } from '../../testing/fake-kilter.ts';
import { churnModel, prediction } from '../../testing/fixtures.ts';
import { renderWith } from '../../testing/render.ts';
import PredictionTable from './PredictionTable.svelte';

type Detail = NonNullable<PredictionDetailQuery['prediction']>;
const dayMs = 86_400_000;

async function openDialog(
  outcome: Detail['outcome'],
  more: Partial<PredictionRowFragment> = {},
  model = churnModel,
) {
  const row = prediction('a', more);
  const detail = { ...row, environment: 'test', tags: [], features: {}, probabilities: [], outcome };
  const kilter = new FakeKilter({ PredictionDetail: () => ({ prediction: detail }) });
  renderWith(kilter, PredictionTable, { model, rows: [row] });
  await fireEvent.click(screen.getByRole('button', { name: /^Details/ }));
  const line = await screen.findByTestId('outcome');
  return { line: line.textContent.replaceAll(/\s+/g, ' ').trim() };
}

describe('the source', () => {
  it('stands on every row, in words', () => {
    const rows = [
      prediction('a', { source: 'SIMULATION' }),
      prediction('b'),
      prediction('c', { source: 'IMPORT' }),
    ];
    renderWith(new FakeKilter({}), PredictionTable, { model: churnModel, rows });
    const sources = screen
      .getAllByTestId('tail-row')
      .map((row) => within(row).getAllByRole('cell').at(-1)?.textContent.trim());
    expect(sources).toEqual(['Simulated', 'API', 'Import']);
  });

  it('stands in the dialog of a simulated prediction', async () => {
    await openDialog(null, { source: 'SIMULATION' });
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.getByText('Simulated')).toBeTruthy();
    expect(dialog.getByText('Simulated, test')).toBeTruthy();
  });
});

describe('what really happened', () => {
  it('is told as it was reported, and whether the answer was right', async () => {
    const reported = {
      kind: 'REPORTED',
      label: 'churn',
      value: null,
      at: '2026-03-10T09:30:00.000Z',
    } as const;
    expect((await openDialog(reported)).line).toBe(
      `Churn Answer was right Reported; it happened on ${formatFull(reported.at)}.`,
    );
  });

  it('is told as silence, which can be a wrong answer too', async () => {
    const absent = {
      kind: 'ABSENT',
      label: 'no_churn',
      value: null,
      at: '2026-03-31T12:00:00.000Z',
    } as const;
    expect((await openDialog(absent)).line).toBe(
      `No churn Answer was wrong Nothing was reported until the label window ended on ${formatDate(absent.at)}.`,
    );
  });

  it('is waited for until the label window closes', async () => {
    const at = new Date(Date.now() - dayMs);
    const closes = formatDate(at.getTime() + 32 * dayMs);
    expect((await openDialog(null, { at: at.toISOString() })).line).toBe(
      `Not known yet, closes on ${closes}.`,
    );
  });

  it('is not known after that', async () => {
    expect((await openDialog(null)).line).toBe(
      `Not known; its label window closed on ${formatDate('2026-04-02T12:00:00.000Z')}.`,
    );
  });

  it('is only a matter of reports where no label window closes', async () => {
    expect((await openDialog(null, {}, { ...churnModel, outcome: null })).line).toBe('Not reported yet.');
  });

  it('has nothing to be compared with where there was no answer', async () => {
    const failed = { label: null, errorCode: 'INTERNAL' } as const;
    expect((await openDialog(null, failed)).line).toBe('There was no answer to compare it with.');
  });

  it('is a number of a regression', async () => {
    const value = { kind: 'REPORTED', label: null, value: 12.34, at: '2026-03-10T09:30:00.000Z' } as const;
    expect((await openDialog(value, { label: null, value: 11 })).line).toMatch(/^12.3 Reported/);
  });
});
