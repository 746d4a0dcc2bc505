// What clocks on the wall show, and when they show it. Only Intl knows of zones.

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (timeZone: string) => {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
};

/** Whether it is the name of a time zone that the browser knows. */
export const isTimeZone = (name: string | null | undefined): name is string => {
  try {
    return !!name && !!formatOf(name);
  } catch {
    return false;
  }
};

/** The device's. */
export const deviceZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What a clock in the zone shows then, with seconds. */
const shown = (at: number, timeZone: string): string => {
  const part: Record<string, string> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(at)) part[type] = value;
  const { year = '', month, day, hour, minute, second } = part;
  return `${year.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}`;
};

/** What a clock in the zone shows at a moment: `YYYY-MM-DDTHH:MM`, as the value of a `datetime-local` field. */
export const zonedTime = (at: number, timeZone: string): string => shown(at, timeZone).slice(0, 16);

/** No zone is further from UTC, and none changes twice within so long. */
const far = 16 * 3_600_000;

/**
 * The moments at which clocks in the zone show a time, in milliseconds since 1970, the earlier first. None where clocks
 * are put forward over it (or no calendar has it), two where they are put back over it.
 * @param local `YYYY-MM-DDTHH:MM`.
 */
export const instantsOf = (local: string, timeZone: string): number[] => {
  const utc = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local) ? Date.parse(`${local}Z`) : NaN;
  if (Number.isNaN(utc)) return [];
  // Either what counts well before or what counts well after is what counts then.
  const distances = [utc - far, utc + far].map((near) => Date.parse(`${shown(near, timeZone)}Z`) - near);
  return [...new Set(distances)]
    .map((distance) => utc - distance)
    .filter((at) => shown(at, timeZone) === `${local}:00`)
    .sort((a, b) => a - b);
};
