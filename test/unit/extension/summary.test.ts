import { describe, expect, test } from 'vitest';
import { consistencyText, diversityText, summaryLine } from '../../../src/extension/summary';
import type { Analysis, Finding, RuleId } from '../../../src/protocol/analysis';

const place = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };

function finding(rule: RuleId): Finding {
	return { rule, severity: 'warning', range: place, message: 'm', related: [] };
}

function analysis(count: number, parts: Partial<Analysis> = {}): Analysis {
	return {
		version: 1,
		file: 'reviews.jsonl',
		format: 'jsonl',
		formatTitle: 'JSON Lines',
		task: null,
		probe: null,
		trust: null,
		count,
		scores: null,
		surface: null,
		labelBalance: null,
		demonstrations: [],
		regions: [],
		findings: [],
		notices: [],
		...parts,
	};
}

function scores(gVendi: number, medianBitsPerToken?: number): Pick<Analysis, 'scores'> {
	const consistency = medianBitsPerToken === undefined ? null : { medianBitsPerToken, meanBits: 20 };
	return {
		scores: {
			gVendi,
			vendi: { '0.5': 7, '1': gVendi, '2': 5, inf: 3 },
			marks: null,
			leading: { measure: 'gVendi', value: gVendi, by: 'outputs' },
			consistency,
		},
	};
}

const idle = { progress: undefined, failure: undefined };

describe('the line over a set', () => {
	test('names diversity, consistency and what was found', () => {
		const findings = [finding('near-duplicate'), finding('near-duplicate'), finding('conflicting-label')];
		expect(summaryLine({ analysis: analysis(12, { ...scores(6.24, 0.413), findings }), ...idle })).toBe(
			'12 demonstrations · diversity 6.2 of 12 · consistency +0.41 bits/token · 2 near-duplicates · 1 conflicting label',
		);
	});

	test('says which measure is a hint only with this probe', () => {
		const trust = {
			diversity: { level: 'trusted', reason: 'good' },
			consistency: { level: 'unmeasured', reason: 'unknown' },
			fit: { level: 'unmeasured', reason: 'unknown' },
		} as const;
		expect(summaryLine({ analysis: analysis(12, { ...scores(6.24, 0.413), trust }), ...idle })).toBe(
			'12 demonstrations · diversity 6.2 of 12 · consistency +0.41 bits/token (indicative)',
		);
	});

	test('leaves consistency out without a task definition', () => {
		expect(summaryLine({ analysis: analysis(3, scores(2.96)), ...idle })).toBe('3 demonstrations · diversity 3.0 of 3');
	});

	test('says how far the probe is', () => {
		const progress = { message: 'Reading demonstrations', done: 12, total: 40 };
		expect(summaryLine({ analysis: analysis(40), progress, failure: undefined })).toBe(
			'40 demonstrations · Reading demonstrations 12/40…',
		);
	});

	test('keeps what needs no probe when the probe failed', () => {
		const found = analysis(2, { findings: [finding('parse-error')] });
		expect(summaryLine({ analysis: found, progress: undefined, failure: 'The probe is gone.' })).toBe(
			'2 demonstrations · not measured: the probe failed · 1 unreadable part',
		);
	});

	test('says so where nothing was read, and nothing of measures where there is nothing to read', () => {
		expect(summaryLine({ analysis: analysis(1), ...idle })).toBe('1 demonstration · not measured yet');
		expect(summaryLine({ analysis: analysis(0), ...idle })).toBe('0 demonstrations');
	});
});

describe('numbers', () => {
	test('a negative consistency has a minus sign, and zero has none', () => {
		expect(consistencyText(analysis(3, scores(2, -0.2)))).toBe('−0.20 bits/token');
		expect(consistencyText(analysis(3, scores(2, -0.001)))).toBe('0.00 bits/token');
	});

	test('there is no diversity without a probe', () => {
		expect(diversityText(analysis(3))).toBeUndefined();
	});
});
