import { expect } from '@open-wc/testing';
import { deviceZone, instantsOf, isTimeZone, zonedTime } from './zoned-time.ts';

const iso = (local: string, timeZone: string) =>
  instantsOf(local, timeZone).map((at) => new Date(at).toISOString().replace(':00.000Z', 'Z'));

describe('zoned time', () => {
  // zone, what clocks show, and when they do.
  const cases: readonly (readonly [string, string, ...string[]])[] = [
    ['America/New_York', '2026-11-26T10:45', '2026-11-26T15:45Z'],
    ['America/New_York', '2026-07-04T10:45', '2026-07-04T14:45Z'],
    // Forward at 02:00 on 8 March 2026, back at 02:00 on 1 November.
    ['America/New_York', '2026-03-08T01:59', '2026-03-08T06:59Z'],
    ['America/New_York', '2026-03-08T02:00'],
    ['America/New_York', '2026-03-08T02:59'],
    ['America/New_York', '2026-03-08T03:00', '2026-03-08T07:00Z'],
    ['America/New_York', '2026-11-01T00:59', '2026-11-01T04:59Z'],
    ['America/New_York', '2026-11-01T01:00', '2026-11-01T05:00Z', '2026-11-01T06:00Z'],
    ['America/New_York', '2026-11-01T01:59', '2026-11-01T05:59Z', '2026-11-01T06:59Z'],
    ['America/New_York', '2026-11-01T02:00', '2026-11-01T07:00Z'],
    // Forward at 02:00 on 29 March 2026, back at 03:00 on 25 October.
    ['Europe/Berlin', '2026-03-29T01:59', '2026-03-29T00:59Z'],
    ['Europe/Berlin', '2026-03-29T02:00'],
    ['Europe/Berlin', '2026-03-29T02:59'],
    ['Europe/Berlin', '2026-03-29T03:00', '2026-03-29T01:00Z'],
    ['Europe/Berlin', '2026-10-25T01:59', '2026-10-24T23:59Z'],
    ['Europe/Berlin', '2026-10-25T02:00', '2026-10-25T00:00Z', '2026-10-25T01:00Z'],
    ['Europe/Berlin', '2026-10-25T02:59', '2026-10-25T00:59Z', '2026-10-25T01:59Z'],
    ['Europe/Berlin', '2026-10-25T03:00', '2026-10-25T02:00Z'],
    ['Asia/Kolkata', '2026-03-29T02:30', '2026-03-28T21:00Z'],
    ['Asia/Kolkata', '2026-01-01T00:00', '2025-12-31T18:30Z'],
    // Across the date line: there was no 30 December 2011.
    ['Pacific/Apia', '2011-12-29T23:59', '2011-12-30T09:59Z'],
    ['Pacific/Apia', '2011-12-30T00:00'],
    ['Pacific/Apia', '2011-12-30T12:00'],
    ['Pacific/Apia', '2011-12-30T23:59'],
    ['Pacific/Apia', '2011-12-31T00:00', '2011-12-30T10:00Z'],
    ['Pacific/Apia', '2026-11-26T10:00', '2026-11-25T21:00Z'],
    // By half an hour: back at 02:00 on 5 April 2026, forward at 02:00 on 4 October.
    ['Australia/Lord_Howe', '2026-04-05T01:29', '2026-04-04T14:29Z'],
    ['Australia/Lord_Howe', '2026-04-05T01:30', '2026-04-04T14:30Z', '2026-04-04T15:00Z'],
    ['Australia/Lord_Howe', '2026-04-05T01:59', '2026-04-04T14:59Z', '2026-04-04T15:29Z'],
    ['Australia/Lord_Howe', '2026-04-05T02:00', '2026-04-04T15:30Z'],
    ['Australia/Lord_Howe', '2026-10-04T01:59', '2026-10-03T15:29Z'],
    ['Australia/Lord_Howe', '2026-10-04T02:00'],
    ['Australia/Lord_Howe', '2026-10-04T02:29'],
    ['Australia/Lord_Howe', '2026-10-04T02:30', '2026-10-03T15:30Z'],
    ['Pacific/Kiritimati', '2026-11-26T00:00', '2026-11-25T10:00Z'],
    ['Etc/GMT+12', '2026-11-26T23:59', '2026-11-27T11:59Z'],
    ['UTC', '2028-02-29T00:00', '2028-02-29T00:00Z'],
  ];
  for (const [zone, local, ...moments] of cases)
    it(`${zone} ${local}: ${moments.join(', ') || 'never'}`, () => {
      expect(iso(local, zone)).to.deep.equal(moments);
    });

  it('there and back: every half hour around a change is one of the moments of what clocks show then', () => {
    const changes = {
      'America/New_York': ['2026-03-08', '2026-11-01'],
      'America/St_Johns': ['2026-03-08', '2026-11-01'],
      'Europe/Berlin': ['2026-03-29', '2026-10-25'],
      'Australia/Lord_Howe': ['2026-04-05', '2026-10-04'],
    };
    for (const [zone, days] of Object.entries(changes)) {
      let twice = 0;
      for (const day of days)
        for (let hours = -36; hours < 60; hours += 0.5) {
          const at = Date.parse(day) + hours * 3_600_000;
          const found = instantsOf(zonedTime(at, zone), zone);
          expect(found, `${zone} ${at}`).to.include(at);
          twice += found.length - 1;
        }
      expect(twice, zone).to.equal(zone.includes('Lord') ? 2 : 4);
    }
  });

  it('is nothing where it is no time', () => {
    for (const local of [
      '',
      'soon',
      '2026-02-31T10:00',
      '2026-13-01T10:00',
      '2026-01-01T24:00',
      '2026-01-01T10:60',
      '2026-01-01',
      '12026-01-01T10:00',
      '2026-01-01T10:00Z',
    ])
      expect(instantsOf(local, 'UTC'), local).to.deep.equal([]);
  });

  it('shows midnight as 00:00', () => {
    expect(zonedTime(Date.UTC(2026, 10, 26), 'UTC')).to.equal('2026-11-26T00:00');
    expect(zonedTime(Date.UTC(2026, 10, 26, 5), 'America/New_York')).to.equal('2026-11-26T00:00');
  });

  it('knows which zones there are', () => {
    for (const name of ['Europe/Berlin', 'UTC', deviceZone()]) expect(isTimeZone(name), name).to.equal(true);
    for (const name of ['Mars/Olympus_Mons', '', '__proto__', '<b>', null, undefined])
      expect(isTimeZone(name), String(name)).to.equal(false);
  });
});
