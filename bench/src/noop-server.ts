import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';

// The yardstick: graphql-yoga as its manual sets it up, with Kilter's schema and a mutation that answers a constant.

const typeDefs = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
const answer = {
  id: '0199d6c0-0000-7000-8000-000000000000',
  at: '2026-01-01T00:00:00.000Z',
  model: { name: 'churn' },
  modelVersion: { version: '1.0.0' },
  label: 'no_churn',
  probability: 0.1234,
  confidence: 0.8766,
  latencyMs: 1.5,
  probabilities: [
    { label: 'no_churn', probability: 0.8766 },
    { label: 'churn', probability: 0.1234 },
  ],
  flags: [],
};
const schema = createSchema({ typeDefs, resolvers: { Mutation: { predictChurn: () => answer } } });
const server = createServer(createYoga({ schema, logging: false }));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address !== 'string') {
    process.stdout.write(`http://127.0.0.1:${address.port}/graphql\n`);
  }
});
process.on('SIGTERM', () => process.exit(0));
