import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { inBatches, VectorReceiver, VectorSender, type PackedVectors } from '../../../src/workflows/heldVectors';
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

test('vectors that go ahead in batches are held when they are named', () => {
	const sender = new VectorSender();
	const receiver = new VectorReceiver();
	const vectors = randomVectors(5, 100_000, 9); // 400,000 bytes each
	const packed = sender.pack(vectors);
	const batches = inBatches(packed.added);
	expect(batches.map(batch => batch.length)).toEqual([2, 2, 1]);
	batches.forEach(batch => receiver.hold(structuredClone(batch)));
	expect(receiver.unpack(sent({ ...packed, added: [] }))).toEqual(vectors);
});

test('a vector larger than a batch goes by itself, and nothing makes no batch', () => {
	const [large = new Float32Array()] = randomVectors(1, 300_000, 10); // 1,200,000 bytes
	const small = Float32Array.of(1);
	expect(
		inBatches([
			[0, small],
			[1, large],
			[2, small],
		]).map(batch => batch.map(([id]) => id)),
	).toEqual([[0], [1], [2]]);
	expect(inBatches([])).toEqual([]);
});
