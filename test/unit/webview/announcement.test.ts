import { expect, test } from 'vitest';
import type { PanelState } from '../../../src/protocol/panel';
import type { PendingCandidate, Review } from '../../../src/protocol/review';
import { announcement } from '../../../webview/announcement';
import { analysisOf, demonstrationView } from './analysis';

const analyzed = analysisOf({ demonstrations: [demonstrationView('1'), demonstrationView('2')] });
const grown = analysisOf({ demonstrations: [...analyzed.demonstrations, demonstrationView('3')] });

function stateOf(known: Partial<PanelState>): PanelState {
	return {
		file: 'tickets.jsonl',
		analysis: analyzed,
		progress: null,
		review: null,
		evaluation: null,
		history: [],
		failure: null,
		interactive: true,
		...known,
	};
}

function reviewOf(...ids: readonly string[]): Review {
	const candidates = ids.map((id): PendingCandidate => ({
		id,
		input: `input ${id}`,
		output: 'yes',
		strategy: 'pool',
		origin: 'pool.jsonl:1',
		gain: 0.5,
		region: 1,
		similarity: 0.4,
		vScore: null,
		aimed: true,
	}));
	return { version: 2, candidates, rejected: [], runs: [], gVendi: { before: 2, after: 3 } };
}

test('a long reading is said at its beginning, and its result at its end, the same result too', () => {
	const rest = stateOf({});
	const reading = stateOf({ progress: { message: 'Reading demonstrations', done: 0, total: 24 } });
	expect(announcement(reading, rest, rest)).toBe('Reading demonstrations');
	expect(announcement(rest, reading, rest)).toBe('2 demonstrations analyzed');
	expect(announcement(stateOf({ history: [] }), rest, rest)).toBeUndefined();
});

test('a short reading is not said, and its result only where it is another', () => {
	const rest = stateOf({});
	const reading = stateOf({ progress: { message: 'Reading demonstrations', done: 0, total: 1 } });
	expect(announcement(reading, rest, rest)).toBeUndefined();
	expect(announcement(rest, reading, rest)).toBeUndefined();
	expect(announcement(stateOf({ analysis: grown }), reading, rest)).toBe('3 demonstrations analyzed');
});

test('candidates that come are counted; those that go are left to their list', () => {
	const two = stateOf({ review: reviewOf('a', 'b') });
	expect(announcement(two, stateOf({}), stateOf({}))).toBe('2 candidates');
	expect(announcement(two, two, two)).toBeUndefined();
	const one = stateOf({ review: reviewOf('b') });
	expect(announcement(one, two, two)).toBe('');
	expect(announcement({ ...one, analysis: grown }, one, one)).toBe('3 demonstrations analyzed');
});
