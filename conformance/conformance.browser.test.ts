import { expect } from '@open-wc/testing';
import { simulated } from '../tests/conformance/simulated.ts';
import { checkConformance, formatReport } from './index.ts';

describe('checkConformance in a page', () => {
  it('finds nothing wrong in the simulator', async () => {
    const only = ['snapshot', 'resume', 'abort', 'accept', 'dial-two-keys', 'save', 'submitted'];
    const report = await checkConformance(() => simulated(), { only });
    const notPassed = report.results.filter(({ status }) => status !== 'passed');
    expect(notPassed, formatReport(report)).to.deep.equal([]);
    expect(report.commands['segment.submit']).to.equal('performed');
  });
});
