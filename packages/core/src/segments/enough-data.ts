/** From when on a segment's rates are shown: labelled rows and, for two classes, true positives. */
export const SHOWN_ROWS = 100;
export const SHOWN_POSITIVES = 10;
/** From when on they may alert. */
export const ALERT_ROWS = 300;

/** Whether there is enough data of a segment. `positives` null: not a model of two classes. */
export function enoughData(rows: number, positives: number | null): { isShown: boolean; mayAlert: boolean } {
  const isShown = rows >= SHOWN_ROWS && (positives === null || positives >= SHOWN_POSITIVES);
  return { isShown, mayAlert: isShown && rows >= ALERT_ROWS };
}
