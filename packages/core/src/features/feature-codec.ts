import { failure, type Failure } from '../errors/error-code.ts';
import { isRecord } from '../json/is-record.ts';
import type { CategoricalFeature, Feature, Manifest, NumericFeature } from './manifest.ts';

export const flagKinds = ['MISSING', 'UNSEEN_CATEGORY', 'OUT_OF_RANGE'] as const;
export type FlagKind = (typeof flagKinds)[number];

/** Remarks on a row by feature name; a feature has at most one. Null without any. */
export type Flags = Readonly<Record<string, FlagKind>> | null;

export interface EncodedRow {
  /**
   * One number a feature, in the manifest's order: the value, or the index of the category. NaN: missing or unseen
   * (a missing policy with a value fills it in for the model only: see `modelInput`).
   */
  values: number[];
  flags: Flags;
  /** The text of unseen categories by feature name; null without any. */
  raw: Readonly<Record<string, string>> | null;
}

export type EncodeResult = { ok: true; row: EncodedRow } | { ok: false; failure: Failure };

/** Longest text taken for a category, in UTF-16 units. */
export const MAX_TEXT_LENGTH = 500;
const MAX_FLOAT32 = 3.4028234663852886e38;

/** Why a text cannot be stored as it is, or null: PostgreSQL has no NUL, and JSON no lone surrogates. */
export function textProblem(text: string, maxLength = MAX_TEXT_LENGTH): string | null {
  if (text.length > maxLength) return `is longer than ${maxLength} characters`;
  if (text.includes('\0')) return 'contains a NUL byte';
  if (!text.isWellFormed()) return 'contains half of a surrogate pair';
  return null;
}

export interface FeatureCodec {
  readonly width: number;
  /** Reads one input object; `path` is where it stands in the request ("input"). */
  encode(input: unknown, path: string): EncodeResult;
  /** Writes a row as the model takes it: float32, missing values as the manifest's policy says. */
  modelInput(values: ArrayLike<number>, target: Float32Array, offset: number): void;
  /** The input back from a stored row, by feature name: unseen categories as sent, missing as null. */
  decode(row: Pick<EncodedRow, 'values' | 'raw'>): Record<string, number | string | null>;
}

/** The code of every spelling of a category. */
function categoryCodes({ categories, synonyms }: CategoricalFeature): ReadonlyMap<string, number> {
  const codes = new Map(categories.map((category, code) => [category, code]));
  for (const [synonym, category] of Object.entries(synonyms))
    codes.set(synonym, categories.indexOf(category));
  return codes;
}

function fillFor(feature: Feature): number {
  if (feature.missing === 'NATIVE') return Number.NaN;
  const { value } = feature.missing;
  if (typeof value === 'number') return value;
  return feature.kind === 'CATEGORICAL' ? feature.categories.indexOf(value) : Number.NaN;
}

/** Compiles a manifest into the one place where input becomes numbers. */
export function compileFeatureCodec(manifest: Manifest): FeatureCodec {
  const { features } = manifest;
  const width = features.length;
  const names = features.map((feature) => feature.name);
  const columns = features.map((feature) => feature.column);
  const known = new Set([...names, ...columns]);
  // Plain arrays by index: `encode` runs for every value of every row, and makes no object for a value.
  const codes = features.map((feature) => (feature.kind === 'CATEGORICAL' ? categoryCodes(feature) : null));
  const bound = (pick: (feature: NumericFeature) => number | null, none: number) =>
    features.map((feature) => (feature.kind === 'NUMERIC' ? (pick(feature) ?? none) : none));
  const minima = bound((feature) => feature.minimum, Number.NEGATIVE_INFINITY);
  const maxima = bound((feature) => feature.maximum, Number.POSITIVE_INFINITY);
  const fills = Float32Array.from(features, fillFor);

  const unknownField = (input: object, path: string): EncodeResult => {
    const field = Object.keys(input).find((key) => !known.has(key));
    if (field === undefined) return bad(path, 'a feature stands twice, by its name and by its column');
    return bad(`${path}.${field}`, `"${field}" is not a feature of the model ${manifest.name}`);
  };

  const encode = (input: unknown, path: string): EncodeResult => {
    if (!isRecord(input)) return bad(path, 'must be an object of features by name');
    const values = new Array<number>(width).fill(Number.NaN);
    let flags: Record<string, FlagKind> | null = null;
    let raw: Record<string, string> | null = null;
    let present = 0;
    for (let i = 0; i < width; i++) {
      const name = names[i];
      let sent = input[name];
      if (sent === undefined && columns[i] !== name) sent = input[columns[i]];
      if (sent !== undefined) present++;
      if (sent === undefined || sent === null) {
        if (features[i].required) return bad(`${path}.${name}`, 'is required');
        (flags ??= {})[name] = 'MISSING';
        continue;
      }
      const known = codes[i];
      if (known === null) {
        if (typeof sent !== 'number' || !Number.isFinite(sent)) {
          return bad(`${path}.${name}`, 'must be a finite number');
        }
        values[i] = sent;
        if (sent < minima[i] || sent > maxima[i]) (flags ??= {})[name] = 'OUT_OF_RANGE';
        continue;
      }
      if (typeof sent !== 'string') return bad(`${path}.${name}`, 'must be a string');
      const code = known.get(sent);
      if (code !== undefined) {
        values[i] = code;
        continue;
      }
      const problem = textProblem(sent);
      if (problem !== null) return bad(`${path}.${name}`, problem);
      (flags ??= {})[name] = 'UNSEEN_CATEGORY';
      (raw ??= {})[name] = sent;
    }
    if (present !== countDefined(input)) return unknownField(input, path);
    return { ok: true, row: { values, flags, raw } };
  };

  const modelInput: FeatureCodec['modelInput'] = (values, target, offset) => {
    for (let i = 0; i < width; i++) {
      const value = values[i];
      target[offset + i] = Number.isNaN(value)
        ? fills[i]
        : Math.min(MAX_FLOAT32, Math.max(-MAX_FLOAT32, value));
    }
  };

  const decode: FeatureCodec['decode'] = ({ values, raw }) => {
    const input: Record<string, number | string | null> = {};
    features.forEach((feature, i) => {
      const value = values[i];
      if (Number.isNaN(value)) input[feature.name] = raw?.[feature.name] ?? null;
      else input[feature.name] = feature.kind === 'CATEGORICAL' ? feature.categories[value] : value;
    });
    return input;
  };

  return { width, encode, modelInput, decode };
}

function bad(field: string, message: string): EncodeResult {
  return { ok: false, failure: failure('BAD_USER_INPUT', message, field) };
}

function countDefined(input: Record<string, unknown>): number {
  let count = 0;
  for (const key in input) if (input[key] !== undefined) count++;
  return count;
}

/** A flag in words for a person. */
export function flagMessage(feature: Feature, kind: FlagKind, value: number | string | null): string {
  switch (kind) {
    case 'MISSING':
      return `${feature.name} is missing`;
    case 'UNSEEN_CATEGORY':
      return `${feature.name} "${value}" is not a category the model has seen`;
    case 'OUT_OF_RANGE':
      return feature.kind === 'NUMERIC'
        ? `${feature.name} ${value} is outside the usual ${feature.minimum ?? '-∞'} to ${feature.maximum ?? '∞'}`
        : `${feature.name} is out of range`;
  }
}
