it('writes an inline style', () => document.body.setAttribute('style', 'color: red'));
