import { describe, expect, test } from 'vitest';
import { candidateOfRow } from '../../../../webview/candidateRow';
import { filterRows, sortRows, tableRows, type TableRow } from '../../../../webview/views/tableRows';
import { analysisOf, demonstrationView } from '../analysis';

const rows = tableRows(
	analysisOf({
		demonstrations: [
			demonstrationView('1', { input: 'Refund my card', output: 'billing', contribution: 0.2, region: 1 }),
			demonstrationView('2', { input: 'Dark theme', output: 'request', contribution: -0.1, region: 0 }),
			demonstrationView('3', { input: 'Export 10 notes', output: 'how-to' }),
			demonstrationView('10', { input: 'Export 9 notes', output: 'how-to', contribution: 0.2, region: 1 }),
		],
		regions: [
			{ id: 0, name: 'theme', size: 1, sparse: true },
			{ id: 1, name: 'Card', size: 2, sparse: false },
		],
		findings: [
			{
				rule: 'near-duplicate',
				severity: 'warning',
				demonstration: '10',
				range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
				message: 'Says almost the same as demonstration 3.',
				related: ['3'],
			},
		],
	}),
);

const idsOf = (some: readonly TableRow[]) => some.map(({ demonstration }) => demonstration.id);

test('a row knows its region and its findings', () => {
	expect(rows[0]?.region?.name).toBe('Card');
	expect(rows[2]?.region).toBeUndefined();
	expect(rows.map(({ findings }) => findings.length)).toEqual([0, 0, 0, 1]);
});

describe('sorting', () => {
	test('by number is in the order of the file', () => {
		expect(idsOf(sortRows(rows, { column: 'id', descending: false }))).toEqual(['1', '2', '3', '10']);
		expect(idsOf(sortRows(rows, { column: 'id', descending: true }))).toEqual(['10', '3', '2', '1']);
	});

	test('puts rows without a value last both ways and keeps equal ones in the order of the file', () => {
		expect(idsOf(sortRows(rows, { column: 'contribution', descending: false }))).toEqual(['2', '1', '10', '3']);
		expect(idsOf(sortRows(rows, { column: 'contribution', descending: true }))).toEqual(['1', '10', '2', '3']);
	});

	test('reads numbers in text as numbers', () => {
		expect(idsOf(sortRows(rows, { column: 'input', descending: false }))).toEqual(['2', '10', '3', '1']);
	});

	test('leaves what it sorts alone', () => {
		sortRows(rows, { column: 'findings', descending: true });
		expect(idsOf(rows)).toEqual(['1', '2', '3', '10']);
	});
});

describe('filtering', () => {
	test('wants every word somewhere, whatever its case', () => {
		expect(idsOf(filterRows(rows, 'EXPORT how', null))).toEqual(['3', '10']);
		expect(idsOf(filterRows(rows, 'card', null))).toEqual(['1', '10']);
		expect(idsOf(filterRows(rows, 'export card', null))).toEqual(['10']);
	});

	test('finds rows by the rule of a finding', () => {
		expect(idsOf(filterRows(rows, 'near-duplicate', null))).toEqual(['10']);
	});

	test('keeps to one region', () => {
		expect(idsOf(filterRows(rows, '', 1))).toEqual(['1', '10']);
		expect(idsOf(filterRows(rows, '  ', null))).toEqual(['1', '2', '3', '10']);
	});
});

describe('candidates', () => {
	const candidate = {
		id: 'pool:3',
		input: 'Cancel my plan',
		output: 'billing',
		strategy: 'pool',
		origin: 'pool.jsonl:3',
		gain: 0.4,
		region: 1,
		similarity: 0.3,
		vScore: null,
		aimed: true,
		place: { x: 1, y: 2 },
	} as const;
	const analysis = analysisOf({
		demonstrations: [demonstrationView('7', { contribution: 0.1, region: 1 })],
		regions: [{ id: 1, name: 'Card', size: 1, sparse: true }],
	});
	const withCandidate = tableRows(analysis, [candidate]);

	test('follow the demonstrations, with labels, gains and regions of their own', () => {
		expect(withCandidate.map(({ label, region }) => [label, region?.name])).toEqual([
			['1', 'Card'],
			['C1', 'Card'],
		]);
		expect(withCandidate[1]?.demonstration).toMatchObject({ contribution: 0.4, place: { x: 1, y: 2 } });
	});

	test('are told apart from demonstrations by their ids', () => {
		expect(withCandidate.map(({ demonstration: { id } }) => candidateOfRow(id))).toEqual([undefined, 'pool:3']);
	});

	test('are sorted and found as those are', () => {
		const labels = (found: readonly TableRow[]) => found.map(({ label }) => label);
		expect(labels(sortRows(withCandidate, { column: 'contribution', descending: true }))).toEqual(['C1', '1']);
		expect(labels(filterRows(withCandidate, 'candidate cancel', null))).toEqual(['C1']);
	});
});
