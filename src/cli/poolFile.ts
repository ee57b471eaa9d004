import type { Pool } from '../synthesis/pool';
import { demonstrationsOf, exampleOf } from '../workflows/stream/streamedSet';
import { survey } from '../workflows/stream/survey';
import { poolOf } from '../workflows/suggest';
import { inspectFile } from './documentOptions';
import { openLargeFile } from './largeFile';

/** A pool of any size: a large file is gone through anew each time, in parts. */
export async function openPool(file: string, signal: AbortSignal): Promise<Pool> {
	const large = await openLargeFile(file, {});
	if (large === undefined) {
		return poolOf((await inspectFile(file, {})).inspected);
	}
	const { count, digest } = await survey(large, signal);
	return {
		name: file,
		count,
		digest,
		entries: async function* () {
			for await (const demonstration of demonstrationsOf(large)) {
				const { id, fields } = demonstration;
				const rationale = fields.rationale === undefined ? {} : { rationale: fields.rationale.text };
				yield { id, ...exampleOf(demonstration, false), ...rationale };
			}
		},
	};
}
