import { expect, test } from 'vitest';
import { abortable } from '../../../src/base/abortable';

test('gives what the promise gives', async () => {
	expect(await abortable(Promise.resolve(1), undefined)).toBe(1);
	expect(await abortable(Promise.resolve(2), new AbortController().signal)).toBe(2);
	await expect(abortable(Promise.reject(new RangeError('no')), new AbortController().signal)).rejects.toThrow('no');
});

test('ends with the signal, before or after it began to wait', async () => {
	const never = new Promise<never>(() => undefined);
	await expect(abortable(never, AbortSignal.abort(new RangeError('before')))).rejects.toThrow('before');
	const controller = new AbortController();
	const waiting = abortable(never, controller.signal);
	controller.abort(new RangeError('after'));
	await expect(waiting).rejects.toThrow('after');
});

test('what fails after that is nobody’s concern', async () => {
	const controller = new AbortController();
	let fail: (error: Error) => void = () => undefined;
	const waiting = abortable(new Promise<never>((_, reject) => (fail = reject)), controller.signal);
	controller.abort(new RangeError('first'));
	fail(new RangeError('second'));
	await expect(waiting).rejects.toThrow('first');
});
