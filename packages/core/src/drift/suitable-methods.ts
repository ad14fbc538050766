import { failure, type Failure } from '../errors/error-code.ts';
import type { ColumnKind, DriftDialect, DriftMethod, KilterMethod } from './drift-result.ts';
import type { EvidentlyMethod } from './evidently.ts';
import { nannymlMethods } from './nannyml-measure.ts';

const kilterMethods: Readonly<Record<ColumnKind, readonly KilterMethod[]>> = {
  NUMERIC: ['JENSEN_SHANNON', 'WASSERSTEIN'],
  CATEGORICAL: ['JENSEN_SHANNON'],
};

const distances = ['JENSEN_SHANNON', 'POPULATION_STABILITY', 'KULLBACK_LEIBLER', 'HELLINGER'] as const;
/** As Evidently takes them when they are asked for by name. */
const evidentlyMethods: Readonly<Record<ColumnKind, readonly EvidentlyMethod[]>> = {
  NUMERIC: [
    ...distances,
    'KOLMOGOROV_SMIRNOV',
    'CRAMER_VON_MISES',
    'ANDERSON_DARLING',
    'MANN_WHITNEY',
    'WASSERSTEIN',
  ],
  CATEGORICAL: [...distances, 'CHI_SQUARE', 'Z_TEST'],
};

/** The methods of each dialect by the kind of column that they suit. */
export const dialectMethods = {
  KILTER: kilterMethods,
  EVIDENTLY: evidentlyMethods,
  NANNYML: nannymlMethods,
} as const satisfies Record<DriftDialect, Record<ColumnKind, readonly DriftMethod[]>>;

/** The method asked for, where it suits a kind of column; undefined: the dialect chooses. */
export function suitableMethod<Method extends DriftMethod>(
  suitable: readonly Method[],
  asked: DriftMethod | null,
): Method | undefined {
  return suitable.find((method) => method === asked);
}

/**
 * Why a method cannot be asked for, or null: it is none of the dialect's, or suits no column of these kinds. `all`: each of
 * them has to be suited.
 */
export function methodProblem(
  dialect: DriftDialect,
  method: DriftMethod | null,
  columns: readonly { readonly name: string; readonly kind: ColumnKind }[],
  all: boolean,
): Failure | null {
  if (method === null) return null;
  const suits = (kind: ColumnKind) => suitableMethod<DriftMethod>(dialectMethods[dialect][kind], method);
  if (!suits('NUMERIC') && !suits('CATEGORICAL')) {
    const known = [...new Set([...dialectMethods[dialect].NUMERIC, ...dialectMethods[dialect].CATEGORICAL])];
    return bad(`${method} is no method of ${dialect}: ${known.join(', ')}`);
  }
  const unsuited = columns.find(({ kind }) => !suits(kind));
  if (unsuited === undefined) return null;
  if (!all && columns.some(({ kind }) => suits(kind))) return null;
  const { name, kind } = unsuited;
  return bad(`${method} is not for ${kind.toLowerCase()} features such as "${name}" in ${dialect}`);
}

const bad = (message: string) => failure('BAD_USER_INPUT', message, 'method');
