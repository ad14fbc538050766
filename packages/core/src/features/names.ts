/**
 * The API name of a source column, in camelCase: "PreferredLoginDevice" -> "preferredLoginDevice",
 * "Day since last-order" -> "daySinceLastOrder", "SKU" -> "sku".
 * Always a valid GraphQL name; a leading digit gets the prefix "x".
 */
export function featureName(column: string): string {
  const words = column
    .normalize('NFKD')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const name = words
    .map((word, i) => (i === 0 ? word.toLowerCase() : word[0].toUpperCase() + word.slice(1).toLowerCase()))
    .join('');
  return /^[a-z]/.test(name) ? name : `x${name}`;
}

/** A model's or type's name in PascalCase, for GraphQL types: "churn" -> "Churn", "late-payment" -> "LatePayment". */
export function typeName(name: string): string {
  const camel = featureName(name);
  return camel[0].toUpperCase() + camel.slice(1);
}
