import type { Analysis, DemonstrationView } from '../../../src/protocol/analysis';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };

/** A demonstration that the probe did not read, but for what is given. */
export function demonstrationView(id: string, known: Partial<DemonstrationView> = {}): DemonstrationView {
	return { id, range, input: `input ${id}`, output: `output ${id}`, ...known };
}

/** An analysis with nothing in it, but for what is given. */
export function analysisOf(known: Partial<Analysis>): Analysis {
	return {
		version: 1,
		file: 'tickets.jsonl',
		format: 'jsonl',
		formatTitle: 'JSON Lines',
		task: null,
		probe: null,
		trust: null,
		count: known.demonstrations?.length ?? 0,
		scores: null,
		surface: null,
		labelBalance: null,
		demonstrations: [],
		regions: [],
		findings: [],
		notices: [],
		...known,
	};
}
