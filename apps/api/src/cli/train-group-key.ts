import { columnCells, parseNumber, type Table } from '@kilter/core/training/table';

/** Reads a column's number in the current row. */
type Read = (column: string) => number;
type Expression = (read: Read) => number;

/**
 * The key of each row: rows of equal key are related and stay together. The expression is a column's name (any text)
 * or arithmetic on columns and numbers with + - * / % and brackets: `((CustomerID - 50001) % 2815) % 1470`. A name
 * that is not a plain word stands in backticks. Throws an Error of one line.
 */
export function groupKeys(source: string, table: Table): (string | number)[] {
  const cells = columnCells(table, source.trim());
  if (cells !== null) return cells;
  const evaluate = parseExpression(source);
  const columns = new Map<string, string[]>();
  const read = (column: string, row: number): number => {
    const known = columns.get(column) ?? columnCells(table, column);
    if (known === null) throw new Error(`--group: the data has no column "${column}"`);
    columns.set(column, known);
    const value = parseNumber(known[row]);
    if (value === null)
      throw new Error(`--group: row ${row + 1}: "${known[row]}" in "${column}" is not a number`);
    return value;
  };
  return table.rows.map((_, row) => evaluate((column) => read(column, row)));
}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|`([^`]+)`|([-+*/%()]))/y;

type Token = { kind: 'NUMBER'; value: number } | { kind: 'COLUMN'; name: string } | { kind: string };

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  const text = source.trimEnd();
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) throw new Error(`--group: cannot read "${text.slice(at).trim()}"`);
    const [, number, word, quoted, sign] = match;
    if (number !== undefined) tokens.push({ kind: 'NUMBER', value: Number(number) });
    else if (sign !== undefined) tokens.push({ kind: sign });
    else tokens.push({ kind: 'COLUMN', name: word ?? quoted });
  }
  return tokens;
}

const sums: Record<string, (a: number, b: number) => number> = { '+': (a, b) => a + b, '-': (a, b) => a - b };
const products: Record<string, (a: number, b: number) => number> = {
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

/** Recursive descent: a sum of products of signed numbers, columns and brackets. */
function parseExpression(source: string): Expression {
  const tokens = tokenize(source);
  let at = 0;
  const fail = (): never => {
    throw new Error(`--group: "${source}" is not a complete expression`);
  };

  const chain = (operators: typeof sums, parsePart: () => Expression): Expression => {
    let result = parsePart();
    while (at < tokens.length && Object.hasOwn(operators, tokens[at].kind)) {
      const apply = operators[tokens[at++].kind];
      const [left, right] = [result, parsePart()];
      result = (read) => apply(left(read), right(read));
    }
    return result;
  };
  const parseSum = (): Expression => chain(sums, parseProduct);
  const parseProduct = (): Expression => chain(products, parseFactor);
  const parseFactor = (): Expression => {
    const token = tokens.at(at++);
    if (token === undefined) return fail();
    if ('value' in token) return () => token.value;
    if ('name' in token) return (read) => read(token.name);
    if (token.kind === '-') {
      const inner = parseFactor();
      return (read) => -inner(read);
    }
    if (token.kind !== '(') return fail();
    const inner = parseSum();
    return tokens.at(at++)?.kind === ')' ? inner : fail();
  };

  const expression = parseSum();
  return at === tokens.length ? expression : fail();
}
