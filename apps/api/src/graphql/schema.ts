import type { GraphQLSchema } from 'graphql';
import type { Manifest } from '@kilter/core/features/manifest';
import { addAlertTypes } from '../alerts/graphql.ts';
import { addAnnotationTypes } from '../annotations/graphql.ts';
import { addBusinessTypes } from '../business/graphql.ts';
import { addHealthTypes } from '../health/graphql.ts';
import { addModelTypes } from '../models/graphql.ts';
import { addDegradationTypes } from '../monitoring/degradation-graphql.ts';
import { addMonitoringTypes } from '../monitoring/graphql.ts';
import { addObjectiveTypes } from '../objectives/graphql.ts';
import { addOutcomeTypes } from '../outcomes/graphql.ts';
import { addPredictionTypes } from '../predictions/graphql.ts';
import { addRequestErrorTypes } from '../request-errors/graphql.ts';
import { addSegmentTypes } from '../segments/graphql.ts';
import { addSettingTypes } from '../settings/graphql.ts';
import { addSimulationTypes } from '../simulation/graphql.ts';
import { createBuilder } from './builder.ts';
import { addScalars } from './scalars.ts';

/** The schema for a set of models; each adds its own typed input and mutations. */
export function makeSchema(models: readonly Manifest[]): GraphQLSchema {
  const builder = createBuilder();
  builder.queryType({});
  builder.mutationType({});
  builder.subscriptionType({});
  addScalars(builder);
  const modelTypes = addModelTypes(builder);
  const outcomeTypes = addOutcomeTypes(builder);
  const predictionTypes = addPredictionTypes(builder, { ...modelTypes, ...outcomeTypes }, models);
  const monitoringTypes = addMonitoringTypes(builder, predictionTypes);
  addHealthTypes(builder, monitoringTypes);
  addObjectiveTypes(builder, monitoringTypes);
  addBusinessTypes(builder, monitoringTypes);
  addAnnotationTypes(builder, modelTypes, monitoringTypes);
  addSettingTypes(builder);
  addRequestErrorTypes(builder, { ...modelTypes, ...predictionTypes }, monitoringTypes);
  addAlertTypes(builder, modelTypes, monitoringTypes);
  addDegradationTypes(builder);
  addSimulationTypes(builder);
  addSegmentTypes(builder, monitoringTypes);
  return builder.toSchema();
}
