import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { checkConformance, conformanceIds, formatReport, type Report } from '../conformance/index.ts';
import { mistakes } from './conformance/mistakes.ts';
import { simulated } from './conformance/simulated.ts';

describe('conformance of the simulator', () => {
  let report: Report;
  before(async () => {
    report = await checkConformance(() => simulated());
    console.log(formatReport(report));
  });

  it('every check and every rule passes', () => {
    assert.deepEqual(
      report.results.filter(({ status }) => status !== 'passed'),
      [],
    );
    assert.deepEqual(
      report.results.map(({ id }) => id),
      conformanceIds,
    );
  });

  it('every command is offered, and was performed', () => {
    assert.deepEqual(
      Object.entries(report.commands).filter(([, stand]) => stand !== 'performed'),
      [],
    );
  });
});

describe('conformance of a client with a mistake', () => {
  it('there is a mistake for every check and every rule', () => {
    assert.deepEqual(
      conformanceIds.filter((id) => !mistakes.some(({ breaks }) => breaks === id)),
      [],
    );
  });

  for (const { breaks, what, during = breaks, make } of mistakes) {
    it(`${breaks} finds: ${what}`, async () => {
      const { results } = await checkConformance(() => simulated(make), { only: [during], patience: 1000 });
      const found = results.find(({ id }) => id === breaks);
      assert.equal(found?.status, 'failed', JSON.stringify(found));
    });
  }
});

describe('conformance of what cannot be checked', () => {
  it('a situation that nothing makes happen is left out, and named', async () => {
    const { results } = await checkConformance(
      () => {
        const { client, dispose } = simulated();
        return { client, ...(dispose && { dispose }) };
      },
      { only: ['accept'] },
    );
    assert.equal(results[0]?.status, 'left_out');
    assert.match(results[0].detail!, /callback/);
  });

  it('a provider that cannot be reached fails, and nothing is thrown', async () => {
    const away = () => Promise.reject(new Error('away'));
    const { results } = await checkConformance(
      () => ({ client: { ...simulated().client, snapshot: away, send: away, directory: away } }),
      { only: ['snapshot'] },
    );
    assert.equal(results[0]?.status, 'failed');
  });
});
