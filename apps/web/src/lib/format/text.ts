/** `preferredLoginDevice`, `no_churn` and `API` as words: `Preferred login device`, `No churn`, `API`. Capitals of up to four are initials. */
export function humanize(name: string): string {
  if (/^[A-Z0-9]{1,4}$/.test(name)) return name;
  const words = name
    .replace(/_+/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The gist of a longer text. */
export const firstSentence = (text: string): string => /^.*?[.?!](?=\s|$)/s.exec(text)?.[0] ?? text;

/** A description as a hint: its first sentence, without asides and without the stop. */
export const gist = (text: string): string =>
  firstSentence(text.replace(/\s*\([^)]*\)/g, '')).replace(/\.$/, '');

/** A value of unknown shape (GraphQL JSON) as a reader expects it. */
export function formatValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'not given';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(Math.round(value * 1e6) / 1e6);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return JSON.stringify(value);
}
