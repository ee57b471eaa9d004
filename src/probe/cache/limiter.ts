/** Lets so many tasks run at a time; the others wait in order. */
export class Limiter {
	private running = 0;
	private readonly waiting: (() => void)[] = [];

	constructor(private readonly most: number) {}

	async run<T>(task: () => Promise<T>): Promise<T> {
		if (this.running >= this.most) {
			await new Promise<void>(resolve => this.waiting.push(resolve));
		} else {
			this.running++;
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
}
