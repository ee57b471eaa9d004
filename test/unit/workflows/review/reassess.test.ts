import { describe, expect, test } from 'vitest';
import { nullLogger } from '../../../../src/base/logger';
import { applyEdits } from '../../../../src/base/textRange';
import type { PendingCandidate } from '../../../../src/protocol/review';
import { reviewEdits } from '../../../../src/workflows/accept';
import { analyze, type AnalyzedSet } from '../../../../src/workflows/analyze';
import { directMeasurer } from '../../../../src/workflows/measure';
import { inspect } from '../../../../src/workflows/inspect';
import { aimOf } from '../../../../src/workflows/review/aim';
import { reassess, withMeasurements } from '../../../../src/workflows/review/reassess';
import { emptyReview, withEdit, withSuggestions, type KeptReview } from '../../../../src/workflows/review/reviewList';
import { poolOf, suggestFromPool } from '../../../../src/workflows/suggest';
import { baseOfSet, baseOfTask } from '../../../../src/workflows/synthesize/synthesisBase';
import { FakeProbe } from '../../../support/fakeProbe';

const services = { probe: new FakeProbe(), measurer: directMeasurer, logger: nullLogger };

function document(name: string, rows: readonly (readonly [string, string])[]): { name: string; text: string } {
	return { name, text: rows.map(([input, output]) => `${JSON.stringify({ input, output })}\n`).join('') };
}

/** Four about prices and one about animals: the animals are the sparse region. */
const set = document('set.jsonl', [
	['price of three apples each two coins', 'three times two coins makes six coins'],
	['price of four apples each two coins', 'four times two coins makes eight coins'],
	['price of five apples each two coins', 'five times two coins makes ten coins'],
	['price of six apples each two coins', 'six times two coins makes twelve coins'],
	['how many legs have cats', 'every cat walks on its paws'],
]);

const pool = document('pool.jsonl', [
	['where does the old river end', 'it ends in the northern sea after nine hundred miles'],
	['how many legs have dogs', 'every dog walks on its paws and runs'],
	['how many wings have birds', 'each bird flies on its pair of wings'],
]);

async function reviewed(task?: string): Promise<{ analyzed: AnalyzedSet; review: KeptReview }> {
	const analyzed = await analyze(services, {
		document: set,
		...(task === undefined ? {} : { task: { text: task, source: 'option' } }),
	});
	const suggestions = await suggestFromPool(services, analyzed, poolOf(inspect({ document: pool })), { count: 3 });
	return { analyzed, review: withSuggestions(emptyReview, suggestions, aimOf(analyzed.measurement.regions, null)) };
}

async function measuredAgain(
	analyzed: AnalyzedSet,
	review: KeptReview,
	candidates: readonly PendingCandidate[] = review.candidates,
): Promise<KeptReview> {
	return withMeasurements(review, await reassess(services, baseOfSet(analyzed), candidates));
}

describe('measuring waiting candidates again', () => {
	test('keeps what was found for sparse regions first, whatever else would add more', async () => {
		const { analyzed, review } = await reviewed();
		const again = await measuredAgain(analyzed, review);
		const aimed = again.candidates.map(candidate => candidate.aimed);
		expect(aimed).toEqual(aimed.toSorted((a, b) => Number(b) - Number(a)));
		expect(new Set(aimed)).toEqual(new Set([true, false]));
		const reversed = await measuredAgain(analyzed, review, review.candidates.toReversed());
		expect(reversed.candidates.map(({ id }) => id)).toEqual(again.candidates.map(({ id }) => id));
		for (const [index, { gain }] of reversed.candidates.entries()) {
			expect(gain).toBeCloseTo(again.candidates[index]?.gain ?? NaN, 9);
		}
	});

	test('says where each would lie on the map', async () => {
		const { analyzed, review } = await reviewed();
		const [first] = review.candidates;
		const [known] = analyzed.set.demonstrations;
		const copy = { id: 'copy', input: known?.input.text ?? '', output: known?.output?.text ?? '' };
		const again = await measuredAgain(analyzed, {
			...review,
			candidates: first === undefined ? [] : [first, { ...first, ...copy }],
		});
		const placed = again.candidates.find(({ id }) => id === 'copy')?.place;
		const [place] = analyzed.measurement.places;
		expect(placed?.x).toBeCloseTo(place?.x ?? NaN, 4);
		expect(placed?.y).toBeCloseTo(place?.y ?? NaN, 4);
		expect(again.candidates.find(({ id }) => id === first?.id)?.place).not.toEqual(placed);
	});

	test('promises what is measured once the rest is in the file', async () => {
		const { analyzed, review } = await reviewed();
		const [first, ...waiting] = review.candidates;
		const text = applyEdits(set.text, reviewEdits(analyzed, first === undefined ? [] : [first]));
		const after = await analyze(services, { document: { name: set.name, text } });
		const again = await measuredAgain(after, { ...review, candidates: waiting });
		expect(again.gVendi.before).toBeCloseTo(after.measurement.gVendi.score, 6);
		expect(again.gVendi.after).toBeCloseTo(review.gVendi.after, 5);
	});

	test('gives an edited candidate figures of its new text', async () => {
		const { analyzed, review } = await reviewed('say where it ends and how many there are');
		const [first] = review.candidates;
		const edited = withEdit(review, first?.id ?? '', {
			input: 'price of nine apples each two coins',
			output: 'nine times two coins makes eighteen coins',
		});
		const again = await measuredAgain(analyzed, edited);
		const found = again.candidates.find(({ id }) => id === first?.id);
		expect(found?.stale).toBeUndefined();
		expect(found?.gain).toBeLessThan(first?.gain ?? 0);
		expect(found?.vScore).not.toEqual(first?.vScore);
		expect(found?.original).toEqual({ input: first?.input, output: first?.output });
	});

	test('leaves alone what was edited or came while it measured', async () => {
		const { analyzed, review } = await reviewed();
		const [first] = review.candidates;
		const measured = await reassess(services, baseOfSet(analyzed), review.candidates.slice(0, 2));
		const edited = withEdit(review, first?.id ?? '', { input: 'where', output: 'there' });
		const again = withMeasurements(edited, measured);
		expect(again.candidates).toHaveLength(3);
		expect(again.candidates.find(({ id }) => id === first?.id)).toMatchObject({ input: 'where', stale: true });
	});

	test('measures an exchange as an exchange, by itself', async () => {
		const { analyzed, review } = await reviewed();
		const replaces = {
			input: 'price of four apples each two coins',
			output: 'four times two coins makes eight coins',
		};
		const exchanges = review.candidates.map(candidate => ({ ...candidate, replaces }));
		const again = await measuredAgain(analyzed, { ...review, candidates: exchanges });
		expect(again.gVendi.after).toBe(again.gVendi.before);
		for (const candidate of again.candidates) {
			const text = applyEdits(set.text, reviewEdits(analyzed, [candidate]));
			const after = await analyze(services, { document: { name: set.name, text } });
			expect(after.analysis.count).toBe(5);
			expect(after.measurement.gVendi.score - analyzed.measurement.gVendi.score).toBeCloseTo(candidate.gain, 6);
		}
	});

	test('makes an addition of a candidate whose place is gone', async () => {
		const { analyzed, review } = await reviewed();
		const [first] = review.candidates;
		const replaces = { input: 'nobody asked this', output: 'nor answered it' };
		const waiting = first === undefined ? [] : [{ ...first, replaces }];
		const again = await measuredAgain(analyzed, { ...review, candidates: waiting });
		expect(again.candidates[0]?.replaces).toBeUndefined();
		expect(again.candidates[0]?.gain).toBeCloseTo(first?.gain ?? NaN, 9);
	});

	test('needs no demonstration: a task definition alone is enough', async () => {
		const { review } = await reviewed();
		const again = withMeasurements(review, await reassess(services, baseOfTask('answer'), review.candidates));
		expect(again.gVendi).toEqual({ before: 0, after: expect.closeTo(3, 0) as number });
	});
});
