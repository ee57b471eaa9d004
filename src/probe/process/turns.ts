import { setImmediate } from 'node:timers/promises';

interface Waiting {
	readonly priority: number;
	readonly start: () => void;
}

/**
 * Lets one task run at a time. Of those that wait, the one with the highest priority goes next, and of equals the one
 * that came first. Between two tasks the event loop turns, so that messages are heard, and whoever has just had a turn
 * can ask for the next one before it is given away.
 */
export class Turns {
	private readonly waiting: Waiting[] = [];
	private busy = false;

	async run<T>(priority: number, task: () => Promise<T>): Promise<T> {
		await new Promise<void>(start => {
			this.waiting.push({ priority, start });
			if (!this.busy) {
				this.busy = true;
				void this.next();
			}
		});
		try {
			return await task();
		} finally {
			void this.next();
		}
	}

	private async next(): Promise<void> {
		await setImmediate();
		const highest = Math.max(...this.waiting.map(({ priority }) => priority));
		const index = this.waiting.findIndex(({ priority }) => priority === highest);
		const [chosen] = index === -1 ? [] : this.waiting.splice(index, 1);
		if (chosen === undefined) {
			this.busy = false;
		} else {
			chosen.start();
		}
	}
}
