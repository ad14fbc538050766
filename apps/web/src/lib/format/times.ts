/** Times are shown in the reader's zone and locale; the exact UTC time goes into a title. */
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const clockSeconds = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' });
const dayAndClock = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const full = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'medium',
  hourCycle: 'h23',
});
const dayMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

type Time = string | number | Date;
const toDate = (time: Time): Date => (time instanceof Date ? time : new Date(time));

export const formatClock = (time: Time): string => clock.format(toDate(time));
export const formatClockSeconds = (time: Time): string => clockSeconds.format(toDate(time));
export const formatDayAndClock = (time: Time): string => dayAndClock.format(toDate(time));
export const formatFull = (time: Time): string => full.format(toDate(time));

/** A tick of a time axis: the day at midnight, the clock elsewhere. */
export function formatTick(seconds: number): string {
  const at = new Date(seconds * 1000);
  return at.getHours() === 0 && at.getMinutes() === 0 ? dayMonth.format(at) : clock.format(at);
}

/** How long, in one unit: `12 s`, `3 min`, `5 h`, `2 d`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}
