import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLString,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isScalarType,
  typeFromAST,
  validateExecutionArgs,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  type ValidatedExecutionArgs,
} from 'graphql';
import { isRecord } from '@kilter/core/json/is-record';

/** Marks a scalar whose values are taken as they are sent. */
export const asSent = { asSent: true } as const;

/** Whether coercion would give back a value that is not undefined as it is. */
type IsPlain = (value: unknown) => boolean;

interface PlainVariable {
  name: string;
  isPlain: IsPlain;
}

/**
 * Validates as graphql-js does, but takes lists of input objects that need no coercion as they are: graphql-js copies each
 * item of a batch into a dictionary, which costs a twentieth of the way of such a batch and lives as long as the request.
 * What is not plain goes to graphql-js, which has the words for what is wrong with it.
 */
export function createPlainValidation() {
  const plans = new WeakMap<DocumentNode, { schema: GraphQLSchema; variables: PlainVariable[] }>();

  return (args: ExecutionArgs): ReturnType<typeof validateExecutionArgs> => {
    const { schema, document, variableValues } = args;
    let plan = plans.get(document);
    if (plan?.schema !== schema) {
      plans.set(document, (plan = { schema, variables: plainVariables(schema, document) }));
    }
    const taken: Record<string, unknown> = {};
    for (const { name, isPlain } of plan.variables) {
      const value = variableValues?.[name];
      if (value != null && isPlain(value)) taken[name] = value;
    }
    const names = Object.keys(taken);
    if (names.length === 0) return validateExecutionArgs(args);
    const nothing = Object.fromEntries(names.map((name) => [name, []]));
    const validated = validateExecutionArgs({ ...args, variableValues: { ...variableValues, ...nothing } });
    return 'schema' in validated ? withVariables(validated, taken) : validated;
  };
}

function withVariables(
  validated: ValidatedExecutionArgs,
  taken: Readonly<Record<string, unknown>>,
): ValidatedExecutionArgs {
  const { sources, coerced } = validated.variableValues;
  return { ...validated, variableValues: { sources, coerced: { ...coerced, ...taken } } };
}

/** Lists of input objects among the variables of a document's operation; none where it has several. */
function plainVariables(schema: GraphQLSchema, { definitions }: DocumentNode): PlainVariable[] {
  const operations = definitions.filter((definition) => definition.kind === 'OperationDefinition');
  if (operations.length !== 1) return [];
  return (operations[0].variableDefinitions ?? []).flatMap((variable) => {
    const type = typeFromAST(schema, variable.type);
    if (!isInputType(type) || variable.defaultValue) return [];
    const list = isNonNullType(type) ? type.ofType : type;
    if (!isListType(list)) return [];
    const item = isNonNullType(list.ofType) ? list.ofType.ofType : list.ofType;
    const isPlain = isInputObjectType(item) ? plainCheck(list) : null;
    return isPlain ? [{ name: variable.variable.name.value, isPlain }] : [];
  });
}

/** Null: values of the type may have to be coerced. */
function plainCheck(type: GraphQLInputType): IsPlain | null {
  if (!isNonNullType(type)) {
    const isPlain = plainValueCheck(type);
    return isPlain && ((value) => value === null || isPlain(value));
  }
  const isPlain = plainValueCheck(type.ofType);
  return isPlain && ((value) => value !== null && isPlain(value));
}

function plainValueCheck(type: GraphQLInputType): IsPlain | null {
  if (isListType(type)) {
    const isPlain = plainCheck(type.ofType);
    return (
      isPlain &&
      ((value) => Array.isArray(value) && value.every((item) => item !== undefined && isPlain(item)))
    );
  }
  if (isInputObjectType(type)) return plainObjectCheck(type);
  if (type === GraphQLString) return (value) => typeof value === 'string';
  if (type === GraphQLBoolean) return (value) => typeof value === 'boolean';
  if (type === GraphQLFloat) return (value) => Number.isFinite(value);
  return isScalarType(type) && type.extensions.asSent === true ? () => true : null;
}

function plainObjectCheck(type: GraphQLInputObjectType): IsPlain | null {
  if (type.isOneOf) return null;
  const names: string[] = [];
  const isRequired: boolean[] = [];
  const checks: IsPlain[] = [];
  for (const field of Object.values(type.getFields())) {
    const isPlain = plainCheck(field.type);
    if (!isPlain || field.defaultValue !== undefined || field.default !== undefined) return null;
    names.push(field.name);
    isRequired.push(isNonNullType(field.type));
    checks.push(isPlain);
  }
  return (value) => {
    if (!isRecord(value)) return false;
    let unknown = countDefined(value);
    for (let i = 0; i < names.length; i++) {
      const sent = value[names[i]];
      if (sent === undefined) {
        if (isRequired[i]) return false;
        continue;
      }
      if (!checks[i](sent)) return false;
      unknown--;
    }
    return unknown === 0;
  };
}

function countDefined(value: Readonly<Record<string, unknown>>): number {
  let count = 0;
  for (const key in value) if (value[key] !== undefined) count++;
  return count;
}
