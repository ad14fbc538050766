import type { FeatureFieldsFragment } from '../../lib/graphql/generated/graphql.ts';
import type { FieldProblem } from '../../lib/graphql/problem.ts';

type Feature = Pick<FeatureFieldsFragment, 'name' | 'column' | 'kind' | 'required'>;
export type FieldErrors = Readonly<Record<string, string>>;

export interface Parsed {
  features: Record<string, string | number>;
  errors: FieldErrors;
}

/** Texts to features. What is left empty is left out: the server flags it, or refuses it where it is required. */
export function parseForm(features: readonly Feature[], texts: Readonly<Record<string, string>>): Parsed {
  const parsed: Record<string, string | number> = {};
  const errors: Record<string, string> = {};
  for (const { name, kind, required } of features) {
    const text = (texts[name] ?? '').trim();
    if (text === '') {
      if (required) errors[name] = 'This is needed for a prediction.';
    } else if (kind === 'CATEGORICAL') {
      parsed[name] = text;
    } else {
      const value = Number(text.replace(',', '.'));
      if (Number.isFinite(value)) parsed[name] = value;
      else errors[name] = 'This must be a number.';
    }
  }
  return { features: parsed, errors };
}

/** The server's complaints by field of the form; those about anything else are returned as `other`. */
export function placeErrors(
  features: readonly Feature[],
  problems: readonly FieldProblem[],
): { errors: FieldErrors; other: string[] } {
  const errors: Record<string, string> = {};
  const other: string[] = [];
  for (const { field, message } of problems) {
    const name = field.replace(/^(features|input)\./, '');
    const feature = features.find((each) => each.name === name || each.column === name);
    if (feature) errors[feature.name] ??= sentence(message);
    else if (name === 'subject') errors.subject ??= sentence(message);
    else other.push(sentence(message));
  }
  return { errors, other };
}

/** The server writes "must be a number", to stand behind a field's name; here it stands alone. */
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What may make the answer less sure, told while typing. Not an error: the server takes the value and flags it. */
export function hintAt(
  {
    kind,
    categories,
    synonyms,
    minimum,
    maximum,
  }: Pick<FeatureFieldsFragment, 'kind' | 'categories' | 'synonyms' | 'minimum' | 'maximum'>,
  text: string,
): string | null {
  const value = text.trim();
  if (value === '') return null;
  if (kind === 'CATEGORICAL') {
    const isKnown = categories === null || categories.includes(value) || synonyms.includes(value);
    return isKnown ? null : 'Not a value the model knows: it will be answered and flagged.';
  }
  const number = Number(value.replace(',', '.'));
  const isOutside = (minimum !== null && number < minimum) || (maximum !== null && number > maximum);
  return isOutside ? 'Outside the usual range: it will be answered and flagged.' : null;
}

/** JSON as a GraphQL literal: the keys of an object are names there. */
export function toGraphQLLiteral(value: Readonly<Record<string, string | number>>, indent: string): string {
  const fields = Object.entries(value).map(([name, each]) => `${indent}  ${name}: ${JSON.stringify(each)}`);
  return `{\n${fields.join('\n')}\n${indent}}`;
}
