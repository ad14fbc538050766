/** JSON in two-space style with arrays of plain values on one line, so that a long histogram is one line. */
export function formatJson(value: unknown): string {
  return `${format(value, '')}\n`;
}

function format(value: unknown, indent: string): string {
  if (Array.isArray(value)) return formatArray(value, indent);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  const lines = fields.map(([key, field]) => `${inner}${JSON.stringify(key)}: ${format(field, inner)}`);
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`;
}

function formatArray(items: readonly unknown[], indent: string): string {
  const isPlain = items.every((item) => typeof item !== 'object' || item === null);
  if (isPlain) return `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;
  const inner = `${indent}  `;
  return `[\n${items.map((item) => inner + format(item, inner)).join(',\n')}\n${indent}]`;
}
