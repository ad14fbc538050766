import type { AlertRowFragment } from '../lib/graphql/generated/graphql.ts';

const edges = (rows: readonly AlertRowFragment[]) => rows.map((node) => ({ node }));

/** What Kilter answers about alerts: those that are open, and a page of the history. */
export function alertAnswers(open: () => readonly AlertRowFragment[], history = open) {
  return {
    FeedPlace: () => ({ predictions: { feedCursor: '5' } }),
    OpenAlerts: () => ({
      raised: { edges: edges(open().filter(({ status }) => status !== 'PENDING')) },
      pending: { edges: edges(open().filter(({ status }) => status === 'PENDING')) },
    }),
    AlertHistory: () => ({
      alerts: {
        totalCount: history().length,
        edges: edges(history()),
        pageInfo: { hasNextPage: false, endCursor: null },
      },
    }),
  };
}
