/** What the promise gives, or the signal's reason as soon as it aborts; what the promise comes to after that is ignored. */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
	if (signal === undefined) {
		return await promise;
	}
	promise.catch(() => undefined);
	signal.throwIfAborted();
	let stop: () => void = () => undefined;
	const stopped = new Promise<never>((_, reject) => {
		stop = () => reject(signal.reason as Error);
	});
	signal.addEventListener('abort', stop);
	try {
		return await Promise.race([promise, stopped]);
	} finally {
		signal.removeEventListener('abort', stop);
	}
}
