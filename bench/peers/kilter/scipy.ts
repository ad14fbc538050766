import { andersonDarling } from '@kilter/core/drift/anderson-darling';
import { chiSquareContingency } from '@kilter/core/drift/chi-square';
import { cramerVonMises } from '@kilter/core/drift/cramer-von-mises';
import { jensenShannonDistance } from '@kilter/core/drift/jensen-shannon';
import { kolmogorovSmirnovAsymptotic, kolmogorovSmirnovExact } from '@kilter/core/drift/kolmogorov-smirnov';
import { mannWhitney } from '@kilter/core/drift/mann-whitney';
import { pairCounts } from '@kilter/core/drift/paired-counts';
import { countValues } from '@kilter/core/drift/value-counts';
import { wassersteinDistance } from '@kilter/core/drift/wasserstein';
import { binaryMetrics } from '@kilter/core/performance/binary-metrics';
import { readColumns, type AskedColumn } from './table.ts';

/** Tests and distances of each column as SciPy has them, `undefined` where one is not for its kind. */
export function answerTests({ columns }: { columns: AskedColumn[] }) {
  return readColumns(columns).map((column) => {
    const [reference, current] = [countValues(column.reference), countValues(column.current)];
    const pair = pairCounts(reference, current);
    const ofAny = {
      chi2_contingency: chiSquareContingency(pair.reference, pair.current),
      jensenshannon: jensenShannonDistance(pair.reference, pair.current, 'TWO'),
    };
    if (column.kind === 'CATEGORICAL') return ofAny;
    return {
      ...ofAny,
      ks_2samp_exact: kolmogorovSmirnovExact(pair),
      ks_2samp_asymp: kolmogorovSmirnovAsymptotic(pair),
      cramervonmises_2samp: cramerVonMises(pair),
      anderson_ksamp: andersonDarling([pair.reference, pair.current]),
      mannwhitneyu: mannWhitney(pair),
      wasserstein_distance: wassersteinDistance(reference, current),
    };
  });
}

/** The figures of scores as scikit-learn has them. */
export function answerScores({
  targets,
  scores,
  threshold,
}: {
  targets: number[];
  scores: number[];
  threshold: number;
}) {
  return binaryMetrics(Float64Array.from(targets), Float64Array.from(scores), threshold);
}
