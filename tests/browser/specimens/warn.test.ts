it('warns', () => console.warn('careful'));
it('and goes on', () => undefined);
