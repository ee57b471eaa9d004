/** Keeps the values used last: up to a number of bytes, and none that was not used for a number of rounds. */
export class MemoryCache<T> {
	/** In the order of their last use. */
	private readonly entries = new Map<string, { readonly value: T; readonly bytes: number; readonly round: number }>();
	private bytes = 0;
	private round = 0;

	constructor(
		private readonly maxBytes: number,
		private readonly maxRounds: number,
		private readonly sizeOf: (value: T) => number,
	) {}

	/** Another round begins: what was last used `maxRounds` before it goes. */
	turn(): void {
		this.round++;
		this.trim();
	}

	get(key: string): T | undefined {
		const entry = this.entries.get(key);
		if (entry !== undefined) {
			this.entries.delete(key);
			this.entries.set(key, { ...entry, round: this.round });
		}
		return entry?.value;
	}

	set(key: string, value: T): void {
		this.delete(key);
		const bytes = this.sizeOf(value);
		this.entries.set(key, { value, bytes, round: this.round });
		this.bytes += bytes;
		this.trim();
	}

	private trim(): void {
		for (const [oldest, { round }] of this.entries) {
			if (this.bytes <= this.maxBytes && this.round - round < this.maxRounds) {
				break;
			}
			this.delete(oldest);
		}
	}

	private delete(key: string): void {
		this.bytes -= this.entries.get(key)?.bytes ?? 0;
		this.entries.delete(key);
	}
}
