import { UserError, messageOf, type FailureKind } from './errors';

/** One end of a wire: structured-clonable values go out and come in. */
export interface Port {
	send(message: unknown): void;
	/** At most one receiver; later calls replace it. */
	onMessage(receive: (message: unknown) => void): void;
	onClose(closed: (reason: string) => void): void;
}

/** What can travel: an interface whose every member is a method giving a promise. */
export type Contract<T> = { [K in keyof T]: (...values: never[]) => Promise<unknown> };

/** Checks the arguments of one incoming call and gives them back, or throws. */
export type ArgumentChecks<T> = { readonly [K in keyof T]: { parse(values: unknown): unknown } };

type Message =
	| { readonly kind: 'call'; readonly id: number; readonly method: string; readonly values: readonly unknown[] }
	| { readonly kind: 'result'; readonly id: number; readonly value: unknown }
	| { readonly kind: 'failure'; readonly id: number; readonly failure: Failure };

interface Failure {
	readonly message: string;
	readonly user?: { readonly code: string; readonly kind: FailureKind };
}

/**
 * Makes the other side's contract callable and serves ours to it. Errors keep their code across the wire;
 * what is pending is rejected when the port closes. `local` must own its methods, as an object literal does:
 * inherited ones cannot be called from outside.
 */
export function connect<Remote extends Contract<Remote>, Local extends Contract<Local>>(
	port: Port,
	local: Local,
	checks?: ArgumentChecks<Local>,
): Remote {
	const pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
	let nextId = 0;
	let closed: string | undefined;

	port.onClose(reason => {
		closed = reason;
		for (const call of pending.values()) {
			call.reject(portClosed(reason));
		}
		pending.clear();
	});

	port.onMessage(received => {
		const message = received as Message;
		if (message.kind === 'call') {
			void serve(message);
			return;
		}
		const waiting = pending.get(message.id);
		pending.delete(message.id);
		if (message.kind === 'result') {
			waiting?.resolve(message.value);
		} else {
			waiting?.reject(revive(message.failure));
		}
	});

	async function serve({ id, method, values }: Extract<Message, { kind: 'call' }>): Promise<void> {
		let answer: Message;
		try {
			if (!Object.hasOwn(local, method)) {
				throw new Error(`no such method: ${method}`);
			}
			const key = method as keyof Local;
			const checked = checks === undefined ? values : (checks[key].parse(values) as unknown[]);
			const value = await (local[key] as unknown as (...values: unknown[]) => Promise<unknown>)(...checked);
			answer = { kind: 'result', id, value };
		} catch (error) {
			answer = { kind: 'failure', id, failure: describe(error) };
		}
		if (closed === undefined) {
			port.send(answer);
		}
	}

	function call(method: string, values: readonly unknown[]): Promise<unknown> {
		if (closed !== undefined) {
			return Promise.reject(portClosed(closed));
		}
		const id = nextId++;
		return new Promise((resolve, reject) => {
			pending.set(id, { resolve, reject });
			port.send({ kind: 'call', id, method, values } satisfies Message);
		});
	}

	return new Proxy({} as Remote, {
		// A proxy that had a `then` would be taken for a promise.
		get: (_, method) =>
			typeof method === 'string' && method !== 'then'
				? (...values: readonly unknown[]) => call(method, values)
				: undefined,
	});
}

export function portClosed(reason: string): UserError {
	return new UserError('rpc.closed', reason, 'service');
}

function describe(error: unknown): Failure {
	const message = messageOf(error);
	return UserError.is(error) ? { message, user: { code: error.code, kind: error.kind } } : { message };
}

function revive({ message, user }: Failure): Error {
	return user === undefined ? new Error(message) : new UserError(user.code, message, user.kind);
}
