import { usualLayout } from '../records/recordLayout';
import { findRecordSets, isTelling } from './json/recordSets';
import { treeFormat } from './json/treeFormat';

/** An array of objects, or an object of objects, with an input and an output each; in the file or under a key of it. */
export const json = treeFormat({
	id: 'json',
	title: 'JSON',
	noun: 'record',
	confidence: 0.6,
	findSets: (text, root, mapping) => findRecordSets(text, root, mapping, usualLayout),
	isTelling,
});
