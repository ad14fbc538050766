import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manifest as churn, reference as churnReference, synthetic } from '../testing/shipped-churn.ts';
import { createRandom } from '../training/random.ts';
import { addFeatureCounts, countFeatures } from './feature-counts.ts';
import { qualityReport, qualityReportOfCounts } from './quality-report.ts';
import { rowsOfColumns, type QualityRow } from './quality-row.ts';
import { missingLimit } from './share-verdict.ts';
import { shop, shopReference, shopRow, usualRows } from './testing/shop.ts';

const reportOf = (rows: readonly QualityRow[]) => qualityReport(shop, shopReference, rows);
const named = (rows: readonly QualityRow[], name: string) => {
  const found = reportOf(rows).features.find(({ feature }) => feature === name);
  if (found === undefined) throw new Error(name);
  return found;
};

describe('qualityReport', () => {
  it('is content with usual rows', () => {
    const report = reportOf(usualRows(600));
    expect(report.verdict).toBe('OK');
    expect(report.features.map(({ verdict }) => verdict)).toEqual(['OK', 'OK', 'OK']);
    expect(report.features[0].missing).toMatchObject({ count: 30, share: 0.05, referenceShare: 0.05 });
    expect(report.features[0].outOfRange).toMatchObject({ referenceShare: 0.004, limit: 0.012 });
  });

  it('alerts on values out of range over the larger of 1 % and three times the reference', () => {
    const outside = (count: number) => [
      ...usualRows(600 - count),
      ...Array.from({ length: count }, (_, i) => shopRow(6 + i, 6 + i, 'Computer')),
    ];
    expect(named(outside(7), 'coupons').outOfRange.verdict).toBe('OK');
    expect(named(outside(8), 'coupons').outOfRange.verdict).toBe('ALERT');
  });

  it('needs five offending rows, and 300 rows in all', () => {
    const tablets = (count: number) => Array.from({ length: count }, () => shopRow(1, 4, 'Tablet'));
    expect(named([...usualRows(320), ...tablets(4)], 'device').unseen.verdict).toBe('OK');
    expect(named([...usualRows(320), ...tablets(5)], 'device').unseen.verdict).toBe('ALERT');
    const few = reportOf([...usualRows(200), ...tablets(50)]);
    expect(few.verdict).toBe('NOT_ENOUGH_DATA');
    expect(few.features[2].unseen).toMatchObject({ count: 50, share: 0.2 });
  });

  it('alerts on gaps that grow beyond chance and half as much again', () => {
    expect(missingLimit(0.05, 1e6)).toBeCloseTo(0.075, 12);
    expect(missingLimit(0, 1e6)).toBe(0.01);
    const gaps = [...usualRows(500), ...Array.from({ length: 50 }, () => shopRow(null, 4, 'Computer'))];
    expect(named(gaps, 'coupons').missing.verdict).toBe('ALERT');
  });

  it('does not judge the feature by whose value the rows were chosen', () => {
    const computers = Array.from({ length: 900 }, (_, i) => shopRow(i % 3, 3 + (i % 5), 'Computer'));
    expect(reportOf(computers).verdict).toBe('ALERT');
    expect(qualityReport(shop, shopReference, computers, 'device')).toMatchObject({
      verdict: 'OK',
      features: [{}, {}, { isConstant: true, constantVerdict: 'OK', stuck: null }],
    });
    const unknown = Array.from({ length: 900 }, (_, i) =>
      shopRow(null, 3 + (i % 5), i % 10 < 3 ? 'Computer' : 'Phone'),
    );
    expect(reportOf(unknown).verdict).toBe('ALERT');
    const chosen = qualityReport(shop, shopReference, unknown, 'coupons');
    expect(chosen.verdict).toBe('OK');
    expect(chosen.features[0].missing).toMatchObject({ share: 1, limit: 1, verdict: 'OK' });
  });

  it('says what unseen texts look like', () => {
    const texts = ['mobile-phone', 'mobile-phone', 'n/a', '42', 'Toaster'];
    const rows = texts.map((text) => shopRow(1, 4, text));
    expect(named(rows, 'device').unseenTexts).toEqual([
      { text: 'mobile-phone', rows: 2, looksLike: 'SPELLING', category: 'Mobile Phone' },
      { text: '42', rows: 1, looksLike: 'NUMBER', category: null },
      { text: 'Toaster', rows: 1, looksLike: 'NEW', category: null },
      { text: 'n/a', rows: 1, looksLike: 'MISSING', category: null },
    ]);
  });

  it('sees constant columns, stuck values, fractions and duplicates', () => {
    const rows = Array.from({ length: 400 }, (_, i) => shopRow(i % 3, 4, i < 350 ? 'Phone' : 'Computer'));
    const report = reportOf(rows);
    expect(report.features[1]).toMatchObject({
      isConstant: true,
      constantVerdict: 'ALERT',
      verdict: 'ALERT',
    });
    expect(report.features[2].stuck).toMatchObject({ value: 1, length: 350 });
    expect(report.features[2]).toMatchObject({ isConstant: false, verdict: 'ALERT' });
    expect(report.duplicates).toMatchObject({ rows: 400, extraRows: 394 });
    const halves = [...usualRows(400), ...Array.from({ length: 9 }, () => shopRow(0.5, 4, 'Phone'))];
    expect(named(halves, 'coupons').notWhole).toMatchObject({ count: 9, verdict: 'ALERT' });
  });

  it('stands without rows, without a reference, and with infinities', () => {
    const none = reportOf([]);
    expect(none).toMatchObject({ rows: 0, verdict: 'NOT_ENOUGH_DATA' });
    expect(none.features[0].missing.share).toBeNull();
    const blind = qualityReport(shop, { features: {} }, usualRows(400));
    expect(blind.features[0].missing).toMatchObject({ referenceShare: null, verdict: 'ALERT' });
    expect(blind.features[0].stuck).toBeNull();
    const endless = rowsOfColumns([
      [Infinity, 1],
      [NaN, -Infinity],
      [0, 1],
    ]);
    expect(reportOf(endless).features.map(({ missing }) => missing.count)).toEqual([1, 2, 0]);
  });

  it('counts add up like rows, whatever the cut', () => {
    const row = fc.tuple(
      fc.option(fc.integer({ min: -2, max: 9 })),
      fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
      fc.option(fc.constantFrom('Phone', 'Computer', 'Toaster')),
    );
    fc.assert(
      fc.property(fc.array(row), fc.array(row), (first, second) => {
        const rows = [first, second].map((part) => part.map((cells) => shopRow(...cells)));
        const [a, b, both] = [rows[0], rows[1], rows.flat()].map((part) => countFeatures(shop, part));
        expect(a.map((counts, i) => addFeatureCounts(counts, b[i]))).toEqual(both);
        expect(b.map((counts, i) => addFeatureCounts(counts, a[i]))).toEqual(both);
        const fromCounts = qualityReportOfCounts(shop, shopReference, both);
        const fromRows = reportOf(rows.flat());
        fromCounts.features.forEach((quality, i) => {
          expect(fromRows.features[i]).toMatchObject({ ...quality, verdict: expect.any(String) });
        });
      }),
    );
  });

  it('stays silent on customers as the shipped reference has them', () => {
    let alerts = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const rows = synthetic.sampleCustomers(600, createRandom(seed)).map((values) => ({
        values,
        flags: null,
        raw: null,
      }));
      alerts += Number(qualityReport(churn, churnReference, rows).verdict === 'ALERT');
    }
    expect(alerts).toBeLessThanOrEqual(1);
  });
});
