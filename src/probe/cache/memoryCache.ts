/** Keeps the values used last, up to a number of bytes. */
export class MemoryCache<T> {
	/** In the order of their last use. */
	private readonly entries = new Map<string, { readonly value: T; readonly bytes: number }>();
	private bytes = 0;

	constructor(
		private readonly maxBytes: number,
		private readonly sizeOf: (value: T) => number,
	) {}

	get(key: string): T | undefined {
		const entry = this.entries.get(key);
		if (entry !== undefined) {
			this.entries.delete(key);
			this.entries.set(key, entry);
		}
		return entry?.value;
	}

	set(key: string, value: T): void {
		this.delete(key);
		const bytes = this.sizeOf(value);
		this.entries.set(key, { value, bytes });
		this.bytes += bytes;
		for (const oldest of this.entries.keys()) {
			if (this.bytes <= this.maxBytes) {
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
