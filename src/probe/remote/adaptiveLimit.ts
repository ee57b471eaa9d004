/**
 * How many requests a server is given at a time: one more for every round that went well, and half as many after one
 * that it refused for want of room (additive increase, multiplicative decrease; Chiu & Jain, 1989). Refusals of one
 * round count once.
 */
export class AdaptiveLimit {
	private exact: number;
	private cutAt = -Infinity;

	constructor(
		start: number,
		private readonly most: number,
	) {
		this.exact = start;
	}

	get value(): number {
		return Math.floor(this.exact);
	}

	succeeded(): void {
		this.exact = Math.min(this.most, this.exact + 1 / this.exact);
	}

	/**
	 * @param sentAt when the refused request was sent
	 * @param now of the same clock
	 */
	refused(sentAt: number, now: number): void {
		if (sentAt >= this.cutAt) {
			this.exact = Math.max(1, this.exact / 2);
			this.cutAt = now;
		}
	}
}
