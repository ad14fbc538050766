import { expect, test } from 'vitest';
import { recommend, type ReportFigures } from './recommendations.ts';

const WELL: ReportFigures = {
  status: 'HEALTHY',
  errorRate: 0.005,
  averageConfidence: 0.9,
  averageLatencyMs: 4,
  targets: { errorRate: 0.05, confidence: 0.8, responseTimeMs: 1_000 },
  openAlertTypes: [],
  degraded: [],
};

test.each<[string, Partial<ReportFigures>, RegExp[]]>([
  ['all is well', {}, [/^Nothing needs to be done/]],
  ['an alert', { openAlertTypes: ['recall_drop'] }, [/retrain/]],
  ['two alerts with one answer', { openAlertTypes: ['accuracy_drop', 'recall_drop'] }, [/retrain/]],
  ['something degraded', { degraded: ['CONFIDENCE'] }, [/low confidence/]],
  ['a missed target', { errorRate: 0.05 }, [/failed predictions/]],
  [
    'no predictions',
    { status: 'NO_DATA', errorRate: null, averageConfidence: null, averageLatencyMs: null },
    [/clients/],
  ],
  ['an alert that nobody has advice for', { openAlertTypes: ['of_my_own'] }, [/open alerts/]],
  [
    'several, the most urgent first',
    {
      openAlertTypes: ['high_response_time', 'model_not_loaded'],
      degraded: ['ERROR_RATE'],
      averageConfidence: 0.7,
    },
    [/model file/, /failed predictions/, /low confidence/, /slows answers/],
  ],
])('%s', (_, changes, expected) => {
  const sentences = recommend({ ...WELL, ...changes });
  expect(sentences).toHaveLength(expected.length);
  expected.forEach((pattern, i) => expect(sentences[i]).toMatch(pattern));
});
