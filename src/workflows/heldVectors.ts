const batchBytes = 1024 * 1024;

/** A vector with the number under which the other side is to hold it. */
export type NumberedVector = readonly [id: number, vector: Float32Array];

/** Vectors by the numbers under which the other side of a wire holds them. */
export interface PackedVectors {
	/** In their order. */
	readonly ids: readonly number[];
	/** Those that the other side has not been sent. */
	readonly added: readonly NumberedVector[];
	/** Those that it may let go. */
	readonly dropped: readonly number[];
}

/**
 * Sends vectors over a wire once: after an edit only the new ones are copied. Vectors are told apart as objects, so they must
 * not be changed; those that neither this call nor the one before it named are let go.
 */
export class VectorSender {
	private latest: ReadonlyMap<Float32Array, number> = new Map();
	private former: ReadonlyMap<Float32Array, number> = new Map();
	private nextId = 0;

	pack(vectors: readonly Float32Array[]): PackedVectors {
		const named = new Map<Float32Array, number>();
		const added: NumberedVector[] = [];
		for (const vector of vectors) {
			if (named.has(vector)) {
				continue;
			}
			const known = this.latest.get(vector) ?? this.former.get(vector);
			const id = known ?? this.nextId++;
			named.set(vector, id);
			if (known === undefined) {
				added.push([id, vector]);
			}
		}
		const dropped = [...this.former].flatMap(([vector, id]) =>
			named.has(vector) || this.latest.has(vector) ? [] : [id],
		);
		this.former = this.latest;
		this.latest = named;
		return { ids: vectors.map(vector => named.get(vector) ?? -1), added, dropped };
	}
}

/** The other side of a `VectorSender`: what it is sent must be taken in the order in which it was packed. */
export class VectorReceiver {
	private readonly held = new Map<number, Float32Array>();

	hold(added: readonly NumberedVector[]): void {
		added.forEach(([id, vector]) => this.held.set(id, vector));
	}

	/** @returns the same objects as before for the same vectors */
	unpack({ ids, added, dropped }: PackedVectors): readonly Float32Array[] {
		this.hold(added);
		dropped.forEach(id => this.held.delete(id));
		return ids.map(id => {
			const vector = this.held.get(id);
			if (vector === undefined) {
				throw new Error(`vector ${id} is not held here`);
			}
			return vector;
		});
	}
}

/** In their order, in parts of a megabyte or a vector: copying a large set at once keeps a thread too long. */
export function inBatches(added: readonly NumberedVector[]): NumberedVector[][] {
	const batches: NumberedVector[][] = [];
	let bytes = Infinity;
	for (const each of added) {
		if (bytes + each[1].byteLength > batchBytes) {
			batches.push([]);
			bytes = 0;
		}
		batches.at(-1)?.push(each);
		bytes += each[1].byteLength;
	}
	return batches;
}
