import { describe, expect, test } from 'vitest';
import type { Uri } from 'vscode';
import {
	currentAnalysis,
	isFurther,
	isOutdated,
	shownAnalysis,
	withoutProgress,
	type SetState,
} from '../../../src/extension/setState';
import type { AnalyzedSet } from '../../../src/workflows/analyze';
import { inspect, type InspectedSet } from '../../../src/workflows/inspect';

const uri: unknown = { path: '/set.jsonl' };
const progress = { message: 'Reading demonstrations', done: 0, total: 2 };

function inspected(count: number): InspectedSet {
	const lines = Array.from({ length: count }, (_, index) => JSON.stringify({ input: `in ${index}`, output: 'out' }));
	return inspect({ document: { name: 'set.jsonl', text: `${lines.join('\n')}\n` } });
}

function analyzed(base: InspectedSet): AnalyzedSet {
	const measurement = {} as AnalyzedSet['measurement'];
	return { ...base, analysis: { ...base.analysis, labelBalance: 1 }, loss: 'joint', sketches: [], measurement };
}

describe('what is shown of a set', () => {
	const before = inspected(2);
	const after = inspected(3);
	const measured = analyzed(before);

	test('without a probe: what needs none', () => {
		const state: SetState = { uri: uri as Uri, version: 1, inspected: before };
		expect(shownAnalysis(state)).toBe(before.analysis);
		expect(isOutdated(state)).toBe(false);
	});

	test('with a probe: the analysis', () => {
		const state: SetState = { uri: uri as Uri, version: 1, inspected: before, analyzed: measured };
		expect(shownAnalysis(state)).toBe(measured.analysis);
		expect(currentAnalysis(state)).toBe(measured);
	});

	test('while an edit is read: what was before it, and known to be that', () => {
		const state: SetState = { uri: uri as Uri, version: 2, inspected: after, analyzed: measured, progress };
		expect(shownAnalysis(state)).toBe(measured.analysis);
		expect(currentAnalysis(state)).toBeUndefined();
		expect(isOutdated(state)).toBe(true);
	});

	test('when the edit could not be read: what needs no probe, of the new text', () => {
		const failed: SetState = {
			uri: uri as Uri,
			version: 2,
			inspected: after,
			analyzed: measured,
			failure: 'The probe is gone.',
		};
		expect(shownAnalysis(failed)).toBe(after.analysis);
		const cancelled = withoutProgress({ uri: uri as Uri, version: 2, inspected: after, analyzed: measured, progress });
		expect(shownAnalysis(cancelled)).toBe(after.analysis);
		expect(shownAnalysis(cancelled).count).toBe(3);
	});
});

test('reading on is no news of anything but progress', () => {
	const base = inspected(2);
	const reading: SetState = { uri: uri as Uri, version: 1, inspected: base, progress };
	expect(isFurther(reading, { ...reading, progress: { ...progress, done: 1 } })).toBe(true);
	expect(isFurther(reading, { ...reading, inspected: inspected(3) })).toBe(false);
	expect(isFurther(reading, { ...withoutProgress(reading), analyzed: analyzed(base) })).toBe(false);
	expect(isFurther(withoutProgress(reading), reading)).toBe(false);
	expect(isFurther(undefined, reading)).toBe(false);
	expect(isFurther(reading, undefined)).toBe(false);
});
