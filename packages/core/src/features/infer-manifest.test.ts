import { describe, expect, it } from 'vitest';
import { inferManifest, type InferOptions } from './infer-manifest.ts';

/** A table from columns of cells, with the truth "churn" beside them. */
function infer(columns: Record<string, string[]>, options: InferOptions = {}) {
  const all = { ...columns };
  const rows = Object.values(all)[0].map((_, row) => Object.values(all).map((cells) => cells[row]));
  return inferManifest({ header: Object.keys(all), rows }, options);
}

function manifestOf(columns: Record<string, string[]>, options: InferOptions = {}) {
  const result = infer(columns, options);
  if (!result.ok) throw new Error(result.message);
  return result.manifest;
}

const repeat = (times: number, ...cells: string[]) => Array.from({ length: times }, () => cells).flat();
const churn = repeat(10, '0', '1');
const ids = churn.map((_, row) => `C-${row}`);

describe('inferManifest', () => {
  it('tells numbers, categories, subject and target apart', () => {
    const manifest = manifestOf({
      CustomerID: ids,
      'Plan Name': repeat(5, 'pro', 'basic', 'basic', 'Pro'),
      Complain: repeat(5, '0', '1', '1', '0'),
      Spend: churn.map((_, row) => `${row}.5`),
      Churn: churn,
    });
    expect(manifest).toMatchObject({
      name: 'churn',
      title: 'Churn',
      task: 'BINARY_CLASSIFICATION',
      subject: { column: 'CustomerID' },
      target: { column: 'Churn', values: { '0': 'no_churn', '1': 'churn' } },
      classes: ['no_churn', 'churn'],
      positiveClass: 'churn',
    });
    expect(manifest.features).toMatchObject([
      { name: 'planName', kind: 'CATEGORICAL', categories: ['Pro', 'basic', 'pro'], required: true },
      { name: 'complain', kind: 'NUMERIC', integer: true, minimum: 0, maximum: 1 },
      { name: 'spend', kind: 'NUMERIC', integer: false, minimum: 0.5, maximum: 19.5 },
    ]);
  });

  it('takes numbers with blanks as numbers with gaps', () => {
    const charges = churn.map((_, row) => (row === 3 ? ' ' : String(row)));
    const [feature] = manifestOf({ TotalCharges: charges, Churn: churn }).features;
    expect(feature).toMatchObject({ kind: 'NUMERIC', required: false, integer: true });
  });

  it('takes mixed text and numbers as text', () => {
    const [feature] = manifestOf({ Size: repeat(5, '38', '40', 'M', 'L'), Churn: churn }).features;
    expect(feature).toMatchObject({ kind: 'CATEGORICAL', categories: ['38', '40', 'L', 'M'] });
  });

  it('leaves out what no tree can use, and says why', () => {
    const result = infer({
      note: churn.map((_, row) => `text ${row}`),
      country: repeat(20, 'NL'),
      order_id: churn.map((_, row) => String(row)),
      customerId: ids,
      age: churn.map((_, row) => String(row)),
      churn,
    });
    expect(result.ok && result.ignored.map(({ column }) => column)).toEqual([
      'note',
      'country',
      'customerId',
    ]);
    expect(result.ok && result.manifest.subject).toEqual({ column: 'order_id' });
  });

  it('does not take every word that ends in id for an identifier', () => {
    const paid = churn.map((_, row) => String(row * 10));
    expect(manifestOf({ paid, churn }).features[0]).toMatchObject({ name: 'paid', kind: 'NUMERIC' });
  });

  it.each([
    [
      ['Yes', 'No'],
      ['no_exited', 'exited'],
    ],
    [
      ['true', 'false'],
      ['no_exited', 'exited'],
    ],
    [
      ['gone', 'here', 'here', 'here'],
      ['here', 'gone'],
    ],
  ])('names the classes of %j', (cells, classes) => {
    const Exited = repeat(20 / cells.length, ...cells);
    const manifest = manifestOf({ age: churn.map((_, row) => String(row)), Exited });
    expect(manifest.classes).toEqual(classes);
    expect(manifest.positiveClass).toBe(classes[1]);
  });

  it('knows several classes and values', () => {
    const age = churn.map((_, row) => String(row));
    const plans = manifestOf({ age, plan: repeat(5, 'c', 'a', 'b', 'a') }, { target: 'plan' });
    expect(plans).toMatchObject({ task: 'MULTICLASS_CLASSIFICATION', classes: ['a', 'b', 'c'] });
    const spend = manifestOf({ age, spend: age.map((value) => `${value}.25`) }, { target: 'spend' });
    expect(spend).toMatchObject({ task: 'REGRESSION', classes: [], positiveClass: null });
  });

  it.each<[string, Record<string, string[]>, InferOptions]>([
    ['no column is named like a target; name it', { age: ['1', '2'] }, {}],
    ['the data has no column "nope"', { age: ['1', '2'], churn: ['0', '1'] }, { target: 'nope' }],
    ['column "churn" has one class only', { age: ['1', '2'], churn: ['0', '0'] }, {}],
    ['the data has no rows', { age: [], churn: [] }, {}],
  ])('fails with "%s"', (message, columns, options) => {
    expect(infer(columns, options)).toEqual({ ok: false, message });
  });

  it('fails when a column stands twice', () => {
    expect(inferManifest({ header: ['a', 'a', 'churn'], rows: [['1', '2', '0']] })).toEqual({
      ok: false,
      message: 'column "a" stands twice',
    });
  });
});
