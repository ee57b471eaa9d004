import { hashSeed, seededRandom } from '../../src/base/random';

/** The key of an entry, and the bytes that belong to it: they follow from its number alone. */
export function entry(index: number): { readonly key: string; readonly data: Buffer } {
	const key = `entry ${index}`;
	const random = seededRandom(hashSeed(key));
	return { key, data: Buffer.from(Uint8Array.from({ length: 1 + Math.floor(random() * 4000) }, () => random() * 256)) };
}
