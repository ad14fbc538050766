/** The features of one customer, as `ChurnInput` wants them. */
export type CustomerInput = Record<string, unknown>;

const VALID: CustomerInput = {
  tenure: 4,
  preferredLoginDevice: 'Mobile Phone',
  cityTier: 3,
  warehouseToHome: 6,
  preferredPaymentMode: 'Debit Card',
  gender: 'Female',
  hourSpendOnApp: 3,
  numberOfDeviceRegistered: 3,
  preferedOrderCat: 'Laptop & Accessory',
  satisfactionScore: 2,
  maritalStatus: 'Single',
  numberOfAddress: 9,
  complain: 1,
  orderAmountHikeFromlastYear: 11,
  couponUsed: 1,
  orderCount: 1,
  daySinceLastOrder: 5,
  cashbackAmount: 159.93,
};

/** A customer whom the model knows everything about, with some values changed. */
export function customer(changes: CustomerInput = {}): CustomerInput {
  return { ...VALID, ...changes };
}

/** The same without some features. */
export function customerWithout(...names: string[]): CustomerInput {
  return Object.fromEntries(Object.entries(VALID).filter(([name]) => !names.includes(name)));
}

/** Different customers, so that answers can be told apart. */
export function customerNumber(i: number): CustomerInput {
  return customer({ tenure: i % 31, cashbackAmount: 100 + (i % 97), complain: i % 2 });
}

/** A customer written out in a document: `{tenure: 4, gender: "Female", ...}`. */
export function customerLiteral(input: CustomerInput = VALID): string {
  const literal = (value: unknown): string => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
    const fields = Object.entries(value).map(([name, inner]) => `${name}: ${literal(inner)}`);
    return `{ ${fields.join(', ')} }`;
  };
  return literal(input);
}
