import { expect, test } from 'vitest';
import { DisposableStore } from '../../../src/base/disposable';

test('disposes what is added after its own end at once', () => {
	const store = new DisposableStore();
	store.dispose();
	let disposed = false;
	store.add({ dispose: () => (disposed = true) });
	expect(disposed).toBe(true);
});

test('carries on past an item that throws, and then says so', () => {
	const store = new DisposableStore();
	let disposed = false;
	store.add({
		dispose: () => {
			throw new Error('stuck');
		},
	});
	store.add({ dispose: () => (disposed = true) });
	expect(() => store.dispose()).toThrow('stuck');
	expect(disposed).toBe(true);
});
