import { GraphQLError, valueFromASTUntyped } from 'graphql';
import type { Builder } from './builder.ts';
import { asSent } from './plain-variables.ts';

const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

export function addScalars(builder: Builder): void {
  builder.scalarType('DateTime', {
    description:
      'ISO 8601. Answers are in UTC, with milliseconds; input needs a zone, unless it is a date alone.',
    serialize: (date) => date.toISOString(),
    parseValue: (value) => {
      const date = typeof value === 'string' && ISO.test(value) ? new Date(value) : null;
      if (!date || Number.isNaN(date.getTime()))
        throw new GraphQLError('DateTime must be an ISO 8601 time with a zone');
      return date;
    },
  });
  builder.scalarType('Count', {
    description: 'A whole number up to 2^53 - 1; `Int` ends at 2^31.',
    serialize: (count) => count,
    parseValue: (value) => {
      if (typeof value !== 'number' || !Number.isSafeInteger(value))
        throw new GraphQLError('Count must be a whole number');
      return value;
    },
  });
  builder.scalarType('JSON', {
    description: 'Any JSON value.',
    extensions: asSent,
    serialize: (value) => value,
    parseValue: (value) => value,
    parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
  });
}
