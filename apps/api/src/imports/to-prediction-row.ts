import type { LoggedPrediction } from '@kilter/core/imports/logged-prediction';
import type { PredictionRow } from '@kilter/db/queries/prediction';

/** A logged prediction as it is stored. */
export function toPredictionRow(
  logged: LoggedPrediction,
  of: { id: string; modelVersionId: number; environment: string },
): PredictionRow {
  return {
    id: of.id,
    modelVersionId: of.modelVersionId,
    source: 'IMPORT',
    environment: logged.environment ?? of.environment,
    subject: logged.subject,
    tags: logged.tags,
    label: logged.label,
    value: logged.value,
    probability: logged.probability,
    probabilities: logged.probabilities,
    confidence: logged.confidence,
    latencyMs: logged.latencyMs,
    features: logged.values,
    flags: logged.flags,
    raw: logged.raw,
    errorCode: logged.errorCode,
    action: logged.action,
    holdout: logged.holdout,
  };
}
