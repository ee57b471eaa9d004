import { usualLayout } from '../records/recordLayout';
import { lineFormat } from './json/lineFormat';

/** One JSON object a line, with an input and an output each: columns of any usual names, or chat messages. */
export const jsonLines = lineFormat({
	id: 'jsonl',
	title: 'JSON Lines',
	findLayout: usualLayout,
	certain: 0.9,
	likely: 0.6,
});
