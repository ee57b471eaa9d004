import { expect, test } from 'vitest';
import type { Finding } from '../../../src/protocol/analysis';
import type { AnalyzedSet } from '../../../src/workflows/analyze';
import { carriedFindings } from '../../../src/workflows/carriedFindings';
import { inspect, type InspectedSet } from '../../../src/workflows/inspect';

const pairs = [
	['a train to Lyon', 'travel'],
	['a table for two', 'food'],
	['the lid broke', 'goods'],
] as const;

function read(lines: readonly (readonly [string, string])[], previous?: InspectedSet): InspectedSet {
	const text = lines.map(([input, output]) => `${JSON.stringify({ input, output })}\n`).join('');
	return inspect({ document: { name: 'set.jsonl', text }, ...(previous === undefined ? {} : { previous }) });
}

/** As if the probe had found that each demonstration adds little. */
function analyzed(base: InspectedSet): AnalyzedSet {
	const findings = base.analysis.demonstrations.map(({ id, range }): Finding => ({
		rule: 'low-contribution',
		severity: 'hint',
		demonstration: id,
		range,
		message: 'Adds little.',
		related: [],
	}));
	const measurement = {} as AnalyzedSet['measurement'];
	return { ...base, analysis: { ...base.analysis, findings }, loss: 'joint', sketches: [], measurement };
}

test('what rests on readings stays with the demonstrations that are as they were, where they stand now', () => {
	const before = analyzed(read(pairs));
	const now = read([['a bus to Nice', 'travel'], pairs[0], ['a table for three', 'food'], pairs[2]], before);
	const found = carriedFindings(now, before);
	expect(found.map(({ rule, range }) => [rule, range.start.line])).toEqual([
		['low-contribution', 1],
		['low-contribution', 3],
	]);
});

test('what is found without a probe is of the present text', () => {
	const before = analyzed(read(pairs));
	const now = read([...pairs, pairs[0]], before);
	const found = carriedFindings(now, before);
	expect(now.analysis.findings.map(({ rule }) => rule)).toEqual(['near-duplicate']);
	expect(found.map(({ rule }) => rule).sort()).toEqual([
		'low-contribution',
		'low-contribution',
		'low-contribution',
		'near-duplicate',
	]);
});
