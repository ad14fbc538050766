import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import {
  fairnessReport,
  fairnessReportOfCounts,
  type FairnessReport,
  type GroupCounts,
} from './fairness-report.ts';

const group = (
  label: string,
  truePositives: number,
  falsePositives: number,
  falseNegatives: number,
  trueNegatives: number,
): GroupCounts => ({
  label,
  answered: truePositives + falsePositives + falseNegatives + trueNegatives,
  answeredPositive: truePositives + falsePositives,
  confusion: { truePositives, falsePositives, falseNegatives, trueNegatives },
});

function ofCounts(groups: readonly GroupCounts[]): FairnessReport {
  const result = fairnessReportOfCounts(groups);
  if (!result.ok) throw new Error(result.failure.message);
  return result.report;
}

/** One row a count, in columns. */
function rowsOf(groups: readonly GroupCounts[]) {
  const rows = groups.flatMap(({ confusion: c }, index) => [
    ...Array.from({ length: c.truePositives }, () => [index, 1, 1]),
    ...Array.from({ length: c.falsePositives }, () => [index, 1, 0]),
    ...Array.from({ length: c.falseNegatives }, () => [index, 0, 1]),
    ...Array.from({ length: c.trueNegatives }, () => [index, 0, 0]),
  ]);
  const column = (i: number) => Float64Array.from(rows, (row) => row[i]);
  return { groups: column(0), answers: column(1), targets: column(2) };
}

describe('fairnessReport', () => {
  const women = group('women', 60, 40, 40, 360);
  const men = group('men', 160, 90, 40, 710);

  it('measures rates, gaps to the largest group, and the four-fifths ratio', () => {
    const [selection, recall, precision] = ofCounts([women, men]).measures;
    expect(selection.groups.map(({ value }) => value)).toEqual([0.2, 0.25]);
    expect(selection).toMatchObject({ referenceGroup: 'men', largestDifference: 0.25 - 0.2 });
    expect(selection.fourFifths).toMatchObject({
      lowest: 'women',
      highest: 'men',
      ratio: 0.8,
      verdict: 'OK',
    });
    expect(recall.groups.map(({ value, of }) => [value, of])).toEqual([
      [0.6, 100],
      [0.8, 200],
    ]);
    expect(recall.gaps[0]).toMatchObject({ label: 'women', isSure: true });
    expect(recall.gaps[0].difference).toBeCloseTo(-0.2, 12);
    expect(recall.fourFifths).toMatchObject({ verdict: 'MAYBE_BELOW' });
    expect(precision.groups.map(({ value }) => value)).toEqual([0.6, 0.64]);
    expect(precision.gaps[0].isSure).toBe(false);
  });

  it('is sure of a ratio whose interval is under four fifths', () => {
    const [selection] = ofCounts([group('a', 20, 20, 20, 940), group('b', 100, 100, 20, 780)]).measures;
    expect(selection.fourFifths?.verdict).toBe('BELOW');
    expect(selection.fourFifths?.ratio).toBeCloseTo(0.2, 12);
    expect(selection.gaps[0].isSure).toBe(true);
  });

  it('small groups are not compared, and middling ones do not alert', () => {
    const [selection, recall] = ofCounts([
      women,
      men,
      group('few', 5, 5, 1, 80),
      group('more', 9, 1, 40, 60),
    ]).measures;
    expect(selection.groups.map(({ isShown, mayAlert }) => [isShown, mayAlert])).toEqual([
      [true, true],
      [true, true],
      [false, false],
      [true, false],
    ]);
    expect(recall.gaps.map(({ label, isSure }) => [label, isSure])).toEqual([
      ['women', true],
      ['more', false],
    ]);
    expect(recall.fourFifths?.verdict).toBe('NOT_ENOUGH_DATA');
  });

  it('rows and counts give the same', () => {
    const count = fc.nat(60);
    const groups = fc.array(fc.tuple(count, count, count, count), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(groups, (counts) => {
        const given = counts.map((cells, i) => group(`group ${i}`, ...cells));
        const labels = given.map(({ label }) => label);
        expect(fairnessReport(labels, rowsOf(given))).toEqual(fairnessReportOfCounts(given));
      }),
    );
  });

  it('unlabelled rows count for the selection rate alone', () => {
    const rows = rowsOf([women, men]);
    const half = rows.targets.map((target, row) => (row % 2 === 0 ? target : NaN));
    const result = fairnessReport(['women', 'men'], { ...rows, targets: half });
    if (!result.ok) throw new Error();
    const [selection, recall] = result.report.measures;
    expect(selection.groups.map(({ of }) => of)).toEqual([500, 1000]);
    expect(recall.groups.map(({ of }) => of)).toEqual([50, 100]);
  });

  it('repeated subjects make intervals wider', () => {
    const rows = rowsOf([women, men]);
    const keys = Array.from(rows.groups, (_, row) => Math.floor(row / 10));
    const alone = fairnessReport(['women', 'men'], rows);
    const repeated = fairnessReport(['women', 'men'], { ...rows, keys });
    if (!alone.ok || !repeated.ok) throw new Error();
    const width = ({ measures }: FairnessReport) => {
      const { lower, upper } = measures[0].gaps[0].differenceBounds;
      return upper - lower;
    };
    expect(width(repeated.report)).toBeGreaterThan(1.5 * width(alone.report));
  });

  it('equal groups are seldom told apart', () => {
    let sure = 0;
    for (let seed = 0; seed < 200; seed++) {
      const random = createRandom(seed);
      const draw = () => Float64Array.from({ length: 1200 }, () => Number(random() < 0.3));
      const groups = Float64Array.from({ length: 1200 }, () => Math.floor(random() * 3));
      const result = fairnessReport(['a', 'b', 'c'], { groups, answers: draw(), targets: draw() });
      if (!result.ok) throw new Error(result.failure.message);
      sure += Number(result.report.measures[0].gaps.some((gap) => gap.isSure));
    }
    // 95 % for both gaps together; 200 draws, 4 standard errors.
    expect(sure / 200).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / 200));
  });

  it('no figure is NaN where groups are empty or of one class', () => {
    const report = ofCounts([
      group('none', 0, 0, 0, 0),
      group('negative', 0, 0, 0, 400),
      group('right', 400, 0, 0, 0),
    ]);
    expect(JSON.stringify(report)).not.toContain('NaN');
    expect(report.measures[1].groups.map(({ value }) => value)).toEqual([null, null, 1]);
    expect(report.measures[0].fourFifths).toMatchObject({ ratio: 0, verdict: 'BELOW' });
  });

  it.each([
    [{ groups: [], answers: [], targets: [] }, 'INSUFFICIENT_DATA'],
    [{ groups: [2], answers: [1], targets: [1] }, 'BAD_USER_INPUT'],
    [{ groups: [0], answers: [0.5], targets: [1] }, 'BAD_USER_INPUT'],
    [{ groups: [0], answers: [1], targets: [7] }, 'BAD_USER_INPUT'],
    [{ groups: [0, 1], answers: [1], targets: [1] }, 'BAD_USER_INPUT'],
    [{ groups: [0], answers: [1], targets: [Infinity] }, 'BAD_USER_INPUT'],
  ])('%j fails', (answers, code) => {
    expect(fairnessReport(['a', 'b'], answers)).toMatchObject({ ok: false, failure: { code } });
  });

  it('no answers at all fail', () => {
    expect(fairnessReportOfCounts([group('a', 0, 0, 0, 0)])).toMatchObject({ ok: false });
    expect(fairnessReportOfCounts([])).toMatchObject({ ok: false });
  });
});
