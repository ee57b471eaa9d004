import { expect, test } from 'vitest';
import { UserError } from '../../../src/base/errors';
import { connect, type Port } from '../../../src/base/rpc';

interface Calculator {
	readonly add: (a: number, b: number) => Promise<number>;
	readonly fail: (user: boolean) => Promise<void>;
	readonly hang: () => Promise<void>;
}

const calculator: Calculator = {
	add: (a, b) => Promise.resolve(a + b),
	fail: user => Promise.reject(user ? new UserError('calc.full', 'The tape is full.', 'service') : new Error('bug')),
	hang: () => new Promise(() => undefined),
};

/** Two ports, wired to each other; messages are cloned as a real wire would. */
function wire(): { left: Port; right: Port; close: (reason: string) => void } {
	const receivers: ((message: unknown) => void)[] = [];
	const closers: ((reason: string) => void)[] = [];
	const end = (own: number, other: number): Port => ({
		send: message => queueMicrotask(() => receivers[other]?.(structuredClone(message))),
		onMessage: receive => (receivers[own] = receive),
		onClose: closed => closers.push(closed),
	});
	return { left: end(0, 1), right: end(1, 0), close: reason => closers.forEach(closed => closed(reason)) };
}

function connected(): { remote: Calculator; close: (reason: string) => void } {
	const { left, right, close } = wire();
	connect<object, Calculator>(right, calculator);
	return { remote: connect<Calculator, object>(left, {}), close };
}

test('answers a call', async () => {
	expect(await connected().remote.add(2, 3)).toBe(5);
});

test('keeps answers apart when several calls are under way', async () => {
	const { remote } = connected();
	expect(await Promise.all([remote.add(1, 1), remote.add(2, 2), remote.add(3, 3)])).toEqual([2, 4, 6]);
});

test('carries the code and kind of an expected error', async () => {
	const error: unknown = await connected()
		.remote.fail(true)
		.catch((thrown: unknown) => thrown);
	expect(UserError.is(error, 'calc.full')).toBe(true);
	expect(error).toMatchObject({ message: 'The tape is full.', kind: 'service' });
});

test('carries a bug as a plain error', async () => {
	const error: unknown = await connected()
		.remote.fail(false)
		.catch((thrown: unknown) => thrown);
	expect(UserError.is(error)).toBe(false);
	expect(error).toMatchObject({ message: 'bug' });
});

test('rejects what is pending, and what comes later, when the other side is gone', async () => {
	const { remote, close } = connected();
	const pending = remote.hang();
	close('gone');
	await expect(pending).rejects.toMatchObject({ code: 'rpc.closed', message: 'gone' });
	await expect(remote.add(1, 2)).rejects.toMatchObject({ code: 'rpc.closed' });
});

test('refuses arguments that fail their check, and methods that nobody offers', async () => {
	const { left, right } = wire();
	const numbers = {
		parse(values: unknown): unknown {
			if (!Array.isArray(values) || !values.every(value => typeof value === 'number')) {
				throw new UserError('calc.arguments', 'Numbers only.', 'usage');
			}
			return values;
		},
	};
	connect<object, Calculator>(right, calculator, { add: numbers, fail: numbers, hang: numbers });
	const remote = connect<Calculator & { toString2(): Promise<void> }, object>(left, {});
	await expect(remote.add('1' as unknown as number, 2)).rejects.toMatchObject({ code: 'calc.arguments' });
	await expect(remote.toString2()).rejects.toThrow('no such method');
});
