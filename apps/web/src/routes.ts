/** The pages. Hash routes, so that the same files work at `/`, at `/monitoring.html` and under any prefix. */
export const routes = [
  { path: 'overview', title: 'Overview' },
  { path: 'predictions', title: 'Predictions' },
  { path: 'alerts', title: 'Alerts' },
] as const;

export type RoutePath = (typeof routes)[number]['path'];

export interface Location {
  path: RoutePath;
  /** Null: the server's first model. */
  model: string | null;
  /** A key of features/overview/windows.ts; unknown ones fall back to its default. */
  window: string | null;
}

const fallback: RoutePath = 'overview';

export function parseHash(hash: string): Location {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  const query = new URLSearchParams(search);
  const route = routes.find((candidate) => candidate.path === path);
  return { path: route?.path ?? fallback, model: query.get('model'), window: query.get('window') };
}

export function toHash({ path, model, window }: Location): string {
  const query = new URLSearchParams();
  if (model) query.set('model', model);
  if (window) query.set('window', window);
  const search = query.toString();
  return `#/${path}${search ? `?${search}` : ''}`;
}
