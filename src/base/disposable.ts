export interface Disposable {
	dispose(): void;
}

/** Owns disposables; what is added after disposal is disposed at once. */
export class DisposableStore implements Disposable {
	private readonly items = new Set<Disposable>();
	private disposed = false;

	add<T extends Disposable>(item: T): T {
		if (this.disposed) {
			item.dispose();
		} else {
			this.items.add(item);
		}
		return item;
	}

	/** Disposes every item, carrying on past one that throws, and then throws the first failure. */
	dispose(): void {
		this.disposed = true;
		const failures: unknown[] = [];
		for (const item of this.items) {
			try {
				item.dispose();
			} catch (error) {
				failures.push(error);
			}
		}
		this.items.clear();
		if (failures.length > 0) {
			throw failures[0];
		}
	}
}
