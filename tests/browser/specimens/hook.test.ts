describe('a suite', () => {
  before(() => {
    throw new Error('no ground');
  });
  it('is never reached', () => undefined);
});
