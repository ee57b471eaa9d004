import { describe, expect, test } from 'vitest';
import { detectFormat } from '../../../../src/demonstrations/registry';
import type { Suggestions, Synthesis } from '../../../../src/protocol/candidate';
import { reviewSchema } from '../../../../src/protocol/review';
import { demonstrationHash, provenanceLine } from '../../../../src/workflows/review/provenance';
import {
	emptyReview,
	settled,
	withAccepted,
	withEdit,
	withRejected,
	withSuggestions,
	withSynthesis,
	type KeptReview,
	type Texts,
} from '../../../../src/workflows/review/reviewList';

const figures = { gain: 0.25, region: 1, similarity: 0.5, vScore: null };

function suggestions(...ids: readonly string[]): Suggestions {
	return {
		version: 1,
		file: 'set.jsonl',
		pool: 'pool.jsonl',
		considered: 9,
		gVendi: { before: 3, after: 4 },
		candidates: ids.map(id => ({
			...figures,
			id,
			input: `input ${id}`,
			output: `output ${id}`,
			strategy: 'pool',
			origin: `pool.jsonl:${id}`,
		})),
	};
}

const synthesis: Synthesis = {
	version: 1,
	file: 'set.jsonl',
	strategy: 'prismatic',
	model: 'local at http://127.0.0.1:8000/v1',
	considered: 3,
	unusable: 1,
	rounds: 1,
	ledger: { calls: 9, tokens: 900, promptTokens: 800, answerTokens: 100 },
	stopped: { reason: 'budget' },
	gVendi: { before: 3, after: 5 },
	consistency: { before: null, after: null },
	candidates: [
		{
			...figures,
			id: 'new',
			input: 'input new',
			output: 'output new',
			strategy: 'prismatic',
			origin: 'after 1, 2',
			provenance: { model: 'local', prompt: 'abcdef012345', parents: ['1', '2'] },
			verification: { comparison: 'label', agreed: 3, asked: 3 },
		},
	],
	rejected: [{ input: 'x'.repeat(5000), output: 'y', origin: 'after 1', reason: 'duplicate' }],
};

const review = withSuggestions(emptyReview, suggestions('a', 'b'), new Set([1]));
const idsOf = ({ candidates }: KeptReview): readonly string[] => candidates.map(({ id }) => id);
const calm = { undone: false, saved: false };
const nothingStands = (): boolean => false;

describe('what is found', () => {
	test('stands before what waits already, which stays', () => {
		const both = withSynthesis(review, synthesis, new Set());
		expect(idsOf(both)).toEqual(['new', 'a', 'b']);
		expect(both.candidates.map(({ aimed }) => aimed)).toEqual([false, true, true]);
		expect(both.runs.map(({ strategy }) => strategy)).toEqual(['prismatic', 'pool']);
		expect(reviewSchema.parse(JSON.parse(JSON.stringify(both)))).toMatchObject({ version: 2 });
	});

	test('stands there once, though found twice', () => {
		expect(idsOf(withSuggestions(review, suggestions('b', 'c'), new Set()))).toEqual(['b', 'c', 'a']);
	});

	test('is kept with what was rejected, cut to what someone reads', () => {
		const [rejected] = withSynthesis(review, synthesis, new Set()).rejected;
		expect(rejected).toMatchObject({ reason: 'duplicate', strategy: 'prismatic', output: 'y' });
		expect(rejected?.input).toHaveLength(2000);
	});
});

describe('an edit', () => {
	const edited = withEdit(withSynthesis(review, synthesis, new Set()), 'new', { input: 'mine', output: 'own' });

	test('is to be measured, takes the votes with it, and the first text stays known', () => {
		expect(edited.candidates[0]).toMatchObject({
			input: 'mine',
			stale: true,
			original: { input: 'input new', output: 'output new' },
		});
		expect(edited.candidates[0]?.verification).toBeUndefined();
		const twice = withEdit(edited, 'new', { input: 'mine', output: 'other' });
		expect(twice.candidates[0]?.original).toEqual({ input: 'input new', output: 'output new' });
	});

	test('that changes nothing changes nothing', () => {
		expect(withEdit(review, 'a', { input: 'input a', output: 'output a' }).candidates).toEqual(review.candidates);
	});

	test('shows in the provenance, which holds none of the text', () => {
		const [candidate] = edited.candidates;
		const line = candidate === undefined ? '' : provenanceLine(candidate);
		expect(JSON.parse(line)).toEqual({
			demonstration: demonstrationHash({ input: 'mine', output: 'own' }),
			strategy: 'prismatic',
			origin: 'after 1, 2',
			model: 'local',
			prompt: 'abcdef012345',
			parents: ['1', '2'],
			gain: 0.25,
			edited: true,
		});
		expect(line.endsWith('\n')).toBe(true);
		expect(detectFormat({ name: 'set.jsonl.provenance.jsonl', text: line + line })).toBeUndefined();
	});
});

test('what the author rejects is listed with the reason that was given', () => {
	const after = withRejected(review, ['a'], ' too vague ');
	expect(idsOf(after)).toEqual(['b']);
	expect(after.rejected).toEqual([
		{
			input: 'input a',
			output: 'output a',
			strategy: 'pool',
			origin: 'pool.jsonl:a',
			reason: 'author',
			detail: 'too vague',
		},
	]);
	expect(withRejected(review, ['a'], '').rejected[0]).not.toHaveProperty('detail');
});

describe('nothing accepted is lost', () => {
	const accepted = withAccepted(review, ['a']);
	const stands = ({ input }: Texts): boolean => input === 'input a';

	test('what was undone waits again', () => {
		expect(idsOf(accepted)).toEqual(['b']);
		const after = settled(accepted, nothingStands, { undone: true, saved: false });
		expect(idsOf(after)).toEqual(['a', 'b']);
		expect(after.accepted).toEqual([]);
	});

	test('what a crash took with it waits again, and what it left does not', () => {
		const both = withAccepted(review, ['a', 'b']);
		expect(idsOf(settled(both, stands, { undone: true, saved: false }))).toEqual(['b']);
	});

	test('what the author reworded after accepting does not come back', () => {
		expect(settled(accepted, nothingStands, calm)).toBe(accepted);
		const saved = settled(accepted, nothingStands, { undone: false, saved: true });
		expect(idsOf(saved)).toEqual(['b']);
		expect(saved.accepted).toEqual([]);
	});

	test('an undo that is saved at once loses nothing either', () => {
		const after = settled(accepted, nothingStands, { undone: true, saved: true });
		expect(idsOf(after)).toEqual(['a', 'b']);
		expect(after.accepted).toEqual([]);
	});

	test('what stands there by redo, or by hand, waits no longer', () => {
		const after = settled(review, stands, calm);
		expect(idsOf(after)).toEqual(['b']);
		expect(after.accepted.map(({ id }) => id)).toEqual(['a']);
	});
});
