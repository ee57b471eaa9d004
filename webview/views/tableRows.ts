import {
	numbersOf,
	type Analysis,
	type DemonstrationView,
	type Finding,
	type RegionView,
} from '../../src/protocol/analysis';
import type { PendingCandidate } from '../../src/protocol/review';
import { candidateRowId } from '../candidateRow';
import { groupBy } from '../groupBy';

export const sortColumns = [
	'id',
	'input',
	'output',
	'contribution',
	'twin',
	'vScore',
	'tokens',
	'region',
	'findings',
] as const;

export type SortColumn = (typeof sortColumns)[number];

export interface SortOrder {
	readonly column: SortColumn;
	readonly descending: boolean;
}

/** A demonstration with what the rest of the analysis says of it, or a candidate as if it were one. */
export interface TableRow {
	readonly demonstration: DemonstrationView;
	readonly region: RegionView | undefined;
	readonly findings: readonly Finding[];
	/** What people call it: `7`, and of a candidate `C2`. */
	readonly label: string;
	readonly candidate: PendingCandidate | undefined;
	/** What this demonstration and the others are called, by id. */
	readonly numbers: ReadonlyMap<string, number>;
}

/** One row for each demonstration, in the order of the file, and then one for each candidate. */
export function tableRows(
	{ demonstrations, regions, findings }: Analysis,
	candidates: readonly PendingCandidate[] = [],
): readonly TableRow[] {
	const regionOf = new Map(regions.map(region => [region.id, region]));
	const findingsOf = groupBy(findings, finding => finding.demonstration);
	const numbers = numbersOf(demonstrations);
	const rowsOfSet = demonstrations.map((demonstration, index) => ({
		demonstration,
		region: demonstration.region === undefined ? undefined : regionOf.get(demonstration.region),
		findings: findingsOf.get(demonstration.id) ?? [],
		label: String(index + 1),
		candidate: undefined,
		numbers,
	}));
	const rowsOfCandidates = candidates.map((candidate, index) => ({
		demonstration: viewOf(candidate),
		region: regionOf.get(candidate.region),
		findings: [],
		label: `C${index + 1}`,
		candidate,
		numbers,
	}));
	return [...rowsOfSet, ...rowsOfCandidates];
}

/** A candidate stands nowhere in the file; its contribution is what it would add. */
function viewOf({ id, input, output, gain, region, vScore, place }: PendingCandidate): DemonstrationView {
	const start = { line: 0, character: 0 };
	return {
		id: candidateRowId(id),
		range: { start, end: start },
		input,
		output,
		contribution: gain,
		region,
		...(vScore === null ? {} : { vScore }),
		...(place === undefined ? {} : { place }),
	};
}

/** The rows of one region (or all) in which every word of the filter occurs somewhere, whatever its case. */
export function filterRows(rows: readonly TableRow[], filter: string, region: number | null): readonly TableRow[] {
	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
	return rows.filter(row => {
		if (region !== null && row.demonstration.region !== region) {
			return false;
		}
		const text = searchText(row);
		return words.every(word => text.includes(word));
	});
}

/** Sorted copy; equal rows keep the file's order, and rows without a value come last either way. */
export function sortRows(rows: readonly TableRow[], { column, descending }: SortOrder): readonly TableRow[] {
	const keyed = rows.map((row, place) => ({ row, place, key: sortKey(row, column, place) }));
	keyed.sort((a, b) => {
		if (a.key === undefined || b.key === undefined) {
			return Number(a.key === undefined) - Number(b.key === undefined) || a.place - b.place;
		}
		return compareKeys(a.key, b.key) * (descending ? -1 : 1) || a.place - b.place;
	});
	return keyed.map(({ row }) => row);
}

function sortKey(row: TableRow, column: SortColumn, place: number): number | string | undefined {
	const { demonstration, region, findings, candidate } = row;
	switch (column) {
		case 'id':
			return place;
		case 'input':
		case 'output':
		case 'contribution':
		case 'tokens':
			return demonstration[column];
		case 'twin':
			return (demonstration.twin ?? candidate)?.similarity;
		case 'vScore':
			return demonstration.vScore?.bitsPerToken;
		case 'region':
			return region?.name;
		case 'findings':
			return findings.length;
	}
}

function compareKeys(a: number | string, b: number | string): number {
	return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}

const collator = new Intl.Collator('en', { numeric: true });

function searchText({ demonstration, region, findings, label, candidate }: TableRow): string {
	const rules = findings.map(finding => finding.rule);
	const kind = candidate === undefined ? '' : 'candidate';
	return [label, kind, demonstration.input, demonstration.output, region?.name ?? '', ...rules]
		.join('\n')
		.toLowerCase();
}
