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
const dayClock = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const dateClock = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'short',
  hourCycle: 'h23',
});
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const utcWeekdayClock = new Intl.DateTimeFormat('en', {
  weekday: 'long',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
});
const dayMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

type Time = string | number | Date;
const toDate = (time: Time): Date => (time instanceof Date ? time : new Date(time));

export const formatClock = (time: Time): string => clock.format(toDate(time));
export const formatClockSeconds = (time: Time): string => clockSeconds.format(toDate(time));
export const formatDayAndClock = (time: Time): string => dayAndClock.format(toDate(time));
export const formatFull = (time: Time): string => full.format(toDate(time));

export const formatDate = (time: Time): string => date.format(toDate(time));

export const formatDateClock = (time: Time): string => dateClock.format(toDate(time));

/** "Oct 21 – 22": from and to, for where the exact times stand elsewhere. */
export const formatDays = (from: Time, to: Time): string => dayMonth.formatRange(toDate(from), toDate(to));

/** From and to: days, with the clock where there are few of them. */
export function formatSpan(from: Time, to: Time): string {
  const [start, end] = [toDate(from), toDate(to)];
  const format = end.getTime() - start.getTime() > 3 * 86_400_000 ? date : dayClock;
  return format.formatRange(start, end);
}

/** "Tuesday 14:20", in UTC: of simulated time, whose days and nights are those of UTC. */
export const formatUtcWeekdayClock = (time: Time): string =>
  utcWeekdayClock.format(toDate(time)).replace(/,? (?=\d)/, ' ');

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
