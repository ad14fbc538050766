import fc from 'fast-check';
import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  parse,
  validateExecutionArgs,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { asSent, createPlainValidation } from './plain-variables.ts';

const Anything = new GraphQLScalarType({
  name: 'Anything',
  extensions: asSent,
  coerceInputValue: (value) => value,
});
const Item = new GraphQLInputObjectType({
  name: 'Item',
  fields: {
    input: { type: new GraphQLNonNull(Anything) },
    subject: { type: GraphQLString },
    weight: { type: GraphQLFloat },
    tags: { type: new GraphQLList(new GraphQLNonNull(GraphQLString)) },
    holdout: { type: GraphQLBoolean },
  },
});
const Counted = new GraphQLInputObjectType({ name: 'Counted', fields: { count: { type: GraphQLInt } } });
const Defaulted = new GraphQLInputObjectType({
  name: 'Defaulted',
  fields: { text: { type: GraphQLString, default: { value: 'x' } } },
});
const Either = new GraphQLInputObjectType({
  name: 'Either',
  isOneOf: true,
  fields: { a: { type: GraphQLString }, b: { type: GraphQLString } },
});
const listOf = (type: GraphQLInputObjectType) => ({
  type: GraphQLInt,
  args: { items: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type))) } },
});
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      take: listOf(Item),
      takeCounted: listOf(Counted),
      takeDefaulted: listOf(Defaulted),
      takeEither: listOf(Either),
    },
  }),
});
const TAKE = parse(
  'query Take($items: [Item!]!, $other: String) { take(items: $items) other: __typename @skip(if: false) }',
);

/** Coerced variables as JSON has them, or the messages of the errors. */
const outcome = (result: ReturnType<typeof validateExecutionArgs>) =>
  'schema' in result
    ? { coerced: JSON.stringify(result.variableValues.coerced) }
    : { errors: result.map(({ message }) => message) };
const both = (document: typeof TAKE, variableValues: Record<string, unknown>) => {
  const args = { schema, document, variableValues };
  return [outcome(createPlainValidation()(args)), outcome(validateExecutionArgs(args))];
};

const value = fc.oneof(
  fc.constantFrom(null, undefined, true, 0, 1.5, 'text', Number.NaN, Number.POSITIVE_INFINITY),
  fc.array(fc.constantFrom('a', 'b', null, 1), { maxLength: 3 }),
);
const good = fc.record(
  {
    input: fc.constantFrom({ x: 1 }, 'any', 3),
    subject: fc.constantFrom('s', null),
    weight: fc.constantFrom(1.5, null),
    tags: fc.constantFrom(['a'], [], null),
    holdout: fc.constantFrom(true, null),
  },
  { requiredKeys: ['input'] },
);
const bad = fc.record(
  { input: value, subject: value, weight: value, tags: value, holdout: value, other: value },
  { requiredKeys: [] },
);

describe('lists of input objects', () => {
  it('come out as from graphql-js, in the order of their fields or not, and so do errors', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 4, arbitrary: good }, bad, value), { maxLength: 4 }),
        (items) => {
          const [ours, theirs] = both(TAKE, { items, other: 'o' });
          expect(Object.keys(ours)).toEqual(Object.keys(theirs));
          if ('errors' in theirs) expect(ours).toEqual(theirs);
          else expect(JSON.parse(ours.coerced ?? '')).toEqual(JSON.parse(theirs.coerced ?? ''));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('are taken as they are where nothing has to be coerced', () => {
    const items = [{ input: { x: 1 }, tags: ['a'] }];
    const result = createPlainValidation()({ schema, document: TAKE, variableValues: { items } });
    expect('schema' in result && result.variableValues.coerced.items).toBe(items);
  });

  it.each([
    ['takeCounted', '[Counted!]!', [{ count: 1 }, {}]],
    ['takeDefaulted', '[Defaulted!]!', [{}, { text: 'y' }]],
    ['takeEither', '[Either!]!', [{ a: 'x' }]],
    ['takeEither', '[Either!]!', [{ a: 'x', b: 'y' }]],
    ['take', '[Item!]!', { input: 1 }],
    ['take', '[Item!]! = []', undefined],
    ['take', '[Item!]!', undefined],
    ['take', '[Item!]!', null],
  ])('%s of %s is left to graphql-js', (field, type, items) => {
    const document = parse(`query Take($items: ${type}) { ${field}(items: $items) }`);
    const [ours, theirs] = both(document, { items });
    expect(ours).toEqual(theirs);
  });

  it('of a document with several operations are left to graphql-js', () => {
    const document = parse('query A($items: [Item!]!) { take(items: $items) } query B { __typename }');
    const args = { schema, document, operationName: 'A', variableValues: { items: [{ input: 1 }] } };
    expect(outcome(createPlainValidation()(args))).toEqual(outcome(validateExecutionArgs(args)));
  });

  it('follow the schema when it changes', () => {
    const validate = createPlainValidation();
    const items = [{ input: 1 }];
    expect('schema' in validate({ schema, document: TAKE, variableValues: { items } })).toBe(true);
    const other = new GraphQLSchema({ query: schema.getQueryType(), types: [Item] });
    expect('schema' in validate({ schema: other, document: TAKE, variableValues: { items } })).toBe(true);
  });
});
