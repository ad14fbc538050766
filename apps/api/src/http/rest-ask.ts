import type { GraphQLError } from 'graphql';
import { isErrorCode } from '@kilter/core/errors/error-code';
import type { z } from 'zod';
import type { GraphqlEngine } from '../graphql/engine.ts';
import { RestRefusal, statusOfCode } from './rest-refusal.ts';

/**
 * Runs a document and reads its data by a schema, whose type it has. The first error of a result is thrown as a
 * `RestRefusal`; data that is not of the schema is a mistake of this adapter.
 */
export type Ask = <Data>(
  document: string,
  data: z.ZodType<Data>,
  variables?: Record<string, unknown>,
) => Promise<Data>;

export function createAsk(engine: Pick<GraphqlEngine, 'prepare' | 'execute'>): Ask {
  return async (source, schema, variableValues = {}) => {
    const prepared = engine.prepare(source);
    if ('errors' in prepared)
      throw new Error(`A document of REST is not valid: ${prepared.errors[0].message}`);
    const { data, errors } = await engine.execute({ document: prepared.document, variableValues });
    if (errors) throw refusalOf(errors[0]);
    return schema.parse(data);
  };
}

function refusalOf({ message, extensions }: GraphQLError): RestRefusal {
  const { code, field } = extensions;
  const status = statusOfCode[isErrorCode(code) ? code : 'INTERNAL'];
  return new RestRefusal(status, message, { field: typeof field === 'string' ? field : null });
}
