it('leaves a rejection alone', () => void Promise.reject(new Error('nobody catches me')));
