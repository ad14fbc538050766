/** Longest pattern, in UTF-16 units. */
const MAX_PATTERN_LENGTH = 200;
/** Steps of a compiled pattern over all its alternatives; a repetition {m,n} takes n of them. */
const MAX_STEPS = 512;

type CharacterTest = (codePoint: number) => boolean;

/** Takes one character. */
interface Step {
  readonly takes: CharacterTest;
  /** It may be left out. */
  readonly isOptional: boolean;
  /** It may take more than one. */
  readonly repeats: boolean;
}

export type TextPattern = { ok: true; matches: (text: string) => boolean } | { ok: false; message: string };

/**
 * Compiles a pattern that the whole text has to match. A safe subset of regular expressions, with their usual meaning:
 * characters, `.`, `\d \w \s` and escaped signs, classes such as `[A-Z0-9_-]` and `[^,]`, the quantifiers
 * `? * + {m} {m,} {m,n}` after one of these, and `|` between whole alternatives. Groups, assertions and
 * back-references are refused. Matching takes time proportional to text length x pattern steps, whatever the text
 * (all states at once: Thompson, CACM 11, 1968), so that no pattern can hang a server.
 */
export function compileTextPattern(pattern: string): TextPattern {
  if (pattern.length > MAX_PATTERN_LENGTH) {
    return { ok: false, message: `is longer than ${MAX_PATTERN_LENGTH} characters` };
  }
  const reader = new PatternReader(pattern.replace(/^\^/, '').replace(/(?<!\\)((?:\\\\)*)\$$/, '$1'));
  const alternatives = reader.readAlternatives();
  if (reader.problem !== null) return { ok: false, message: reader.problem };
  const steps = alternatives.reduce((sum, { length }) => sum + length, 0);
  if (steps > MAX_STEPS) return { ok: false, message: `repeats more than ${MAX_STEPS} characters` };
  return {
    ok: true,
    matches: (text) => alternatives.some((alternative) => matchesWhole(alternative, text)),
  };
}

/** `active[i]`: what was read so far can be the work of the first i steps. */
function matchesWhole(steps: readonly Step[], text: string): boolean {
  let active = new Uint8Array(steps.length + 1);
  let next = new Uint8Array(steps.length + 1);
  active[0] = 1;
  skipOptional(steps, active);
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    next.fill(0);
    steps.forEach((step, i) => {
      // A repeating step that has taken one may take another: it is entered again from behind.
      const isEntered = active[i] === 1 || (step.repeats && active[i + 1] === 1);
      if (isEntered && step.takes(codePoint)) next[i + 1] = 1;
    });
    skipOptional(steps, next);
    [active, next] = [next, active];
  }
  return active[steps.length] === 1;
}

function skipOptional(steps: readonly Step[], active: Uint8Array): void {
  steps.forEach((step, i) => {
    if (active[i] === 1 && step.isOptional) active[i + 1] = 1;
  });
}

const codeOf = (character: string) => character.codePointAt(0) ?? 0;
const isBetween =
  (first: string, last: string): CharacterTest =>
  (codePoint) =>
    codePoint >= codeOf(first) && codePoint <= codeOf(last);
const anyOf =
  (tests: readonly CharacterTest[]): CharacterTest =>
  (codePoint) =>
    tests.some((test) => test(codePoint));

const isDigit = isBetween('0', '9');
const isWord = anyOf([isDigit, isBetween('a', 'z'), isBetween('A', 'Z'), isBetween('_', '_')]);
const isSpace: CharacterTest = (codePoint) => String.fromCodePoint(codePoint).trim() === '';
const namedClasses = new Map([
  ['d', isDigit],
  ['w', isWord],
  ['s', isSpace],
]);

/** Reads a pattern character by character; the first problem ends it. */
class PatternReader {
  problem: string | null = null;
  readonly #characters: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#characters = [...pattern];
  }

  readAlternatives(): Step[][] {
    const alternatives: Step[][] = [[]];
    while (this.#at < this.#characters.length && this.problem === null) {
      if (this.#takeIf('|')) alternatives.push([]);
      else alternatives[alternatives.length - 1].push(...this.#readPiece());
    }
    return alternatives;
  }

  /** One character, class or escape with its quantifier, as the steps that it takes. */
  #readPiece(): Step[] {
    const takes = this.#readCharacter();
    const [least, most] = this.#readQuantifier();
    if (least > MAX_STEPS || (most !== Infinity && most > MAX_STEPS)) {
      return this.#fail(`repeats more than ${MAX_STEPS} characters`, []);
    }
    if (most < least) return this.#fail(`{${least},${most}} is in the wrong order`, []);
    const required = Array.from({ length: least }, () => ({ takes, isOptional: false, repeats: false }));
    const optional = { takes, isOptional: true, repeats: most === Infinity };
    const more = most === Infinity ? 1 : most - least;
    return [...required, ...Array.from({ length: more }, () => optional)];
  }

  #readCharacter(): CharacterTest {
    const character = this.#take();
    if (character === '.') return () => true;
    if (character === '[') return this.#readClass();
    if (character === '\\') return this.#readEscape();
    if ('()^$*+?{}]'.includes(character)) {
      return this.#fail(
        `"${character}" has no meaning here; write "\\${character}" for the sign`,
        () => false,
      );
    }
    return isBetween(character, character);
  }

  #readEscape(): CharacterTest {
    const escaped = this.#take();
    const named = namedClasses.get(escaped);
    if (named !== undefined) return named;
    if (escaped === '' || isWord(codeOf(escaped)))
      return this.#fail(`"\\${escaped}" is not known`, () => false);
    return isBetween(escaped, escaped);
  }

  #readClass(): CharacterTest {
    const isNegated = this.#takeIf('^');
    const tests: CharacterTest[] = [];
    while (this.problem === null && !this.#takeIf(']')) {
      if (this.#at >= this.#characters.length) return this.#fail('"[" has no "]"', () => false);
      tests.push(this.#readClassMember());
    }
    if (tests.length === 0) return this.#fail('"[]" holds nothing', () => false);
    const isMember = anyOf(tests);
    return isNegated ? (codePoint) => !isMember(codePoint) : isMember;
  }

  #readClassMember(): CharacterTest {
    const first = this.#take();
    if (first === '\\') return this.#readEscape();
    const isRange = this.#characters[this.#at] === '-' && (this.#characters[this.#at + 1] ?? ']') !== ']';
    if (!isRange) return isBetween(first, first);
    this.#take();
    const last = this.#take();
    if (last === '\\' || codeOf(last) < codeOf(first)) {
      return this.#fail(`"${first}-${last}" is not a range`, () => false);
    }
    return isBetween(first, last);
  }

  #readQuantifier(): readonly [number, number] {
    if (this.#takeIf('?')) return [0, 1];
    if (this.#takeIf('*')) return [0, Infinity];
    if (this.#takeIf('+')) return [1, Infinity];
    if (this.#characters[this.#at] !== '{') return [1, 1];
    const end = this.#characters.indexOf('}', this.#at);
    const bounds = /^\{(\d{1,4})(?:(,)(\d{1,4})?)?\}$/.exec(
      this.#characters.slice(this.#at, end + 1).join(''),
    );
    if (bounds === null) return this.#fail('"{" needs {m}, {m,} or {m,n}', [1, 1]);
    this.#at = end + 1;
    const [, least, comma, most] = bounds;
    if (comma === undefined) return [Number(least), Number(least)];
    return [Number(least), most === undefined ? Infinity : Number(most)];
  }

  #take(): string {
    return this.#characters[this.#at++] ?? '';
  }

  #takeIf(character: string): boolean {
    if (this.#characters[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #fail<Nothing>(message: string, nothing: Nothing): Nothing {
    this.problem ??= message;
    return nothing;
  }
}
