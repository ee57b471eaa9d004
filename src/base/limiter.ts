/** Lets so many tasks run at a time; the others wait in order. */
export class Limiter {
	private running = 0;
	private readonly waiting: (() => void)[] = [];

	constructor(private readonly most: number) {}

	/** @throws the signal's reason where it aborts before the task's turn; the task is then never started */
	async run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
		signal?.throwIfAborted();
		if (this.running < this.most) {
			this.running++;
		} else {
			await this.turn(signal);
		}
		try {
			return await task();
		} finally {
			const next = this.waiting.shift();
			if (next === undefined) {
				this.running--;
			} else {
				next();
			}
		}
	}

	private async turn(signal: AbortSignal | undefined): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			const leave = (): void => {
				this.waiting.splice(this.waiting.indexOf(enter), 1);
				reject(signal?.reason as Error);
			};
			const enter = (): void => {
				signal?.removeEventListener('abort', leave);
				resolve();
			};
			this.waiting.push(enter);
			signal?.addEventListener('abort', leave, { once: true });
		});
	}
}
