import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { VectorReceiver, VectorSender, type PackedVectors } from '../../../src/workflows/heldVectors';
import { randomVectors } from '../numeric/matrices';

/** As a wire does: nothing that arrives is the object that was sent. */
const sent = (packed: PackedVectors): PackedVectors => structuredClone(packed);

test('what arrives is what was sent, in whatever order and however often', () => {
	const random = seededRandom(5);
	const sender = new VectorSender();
	const receiver = new VectorReceiver();
	const all = randomVectors(20, 4, 6);
	for (let call = 0; call < 100; call++) {
		const some = Array.from(
			{ length: Math.floor(random() * 12) },
			() => all[Math.floor(random() * 20)] as Float32Array,
		);
		expect(receiver.unpack(sent(sender.pack(some)))).toEqual(some);
	}
});

test('after an edit only the new vector travels, and the others are the same objects there', () => {
	const sender = new VectorSender();
	const receiver = new VectorReceiver();
	const vectors = randomVectors(6, 4, 7);
	const before = receiver.unpack(sent(sender.pack(vectors)));
	const edited = vectors.with(2, Float32Array.of(1, 2, 3, 4));
	const packed = sender.pack(edited);
	expect(packed.added).toHaveLength(1);
	const after = receiver.unpack(sent(packed));
	expect(after.filter((vector, index) => vector === before[index])).toHaveLength(5);
});

test('what two calls have not named is let go', () => {
	const sender = new VectorSender();
	const vectors = randomVectors(2, 4, 8);
	const [first = new Float32Array(), second = new Float32Array()] = vectors;
	sender.pack([first]);
	expect(sender.pack([second]).dropped).toEqual([]);
	expect(sender.pack([second]).dropped).toEqual([0]);
	expect(sender.pack([first]).added).toHaveLength(1);
});
