import type { Analysis } from '../protocol/analysis';
import type { AnalyzedSet } from '../workflows/analyze';
import { withCoverage } from '../workflows/coverage';
import { withLinearStudent } from '../workflows/linearStudent';
import { largestPairwise } from '../workflows/largestPairwise';
import { withPoolMarks } from '../workflows/poolMarks';
import type { Services, WorkflowOptions } from '../workflows/services';
import { poolOf } from '../workflows/suggest';
import type { DocumentSources } from './documentSources';
import { inspectPool } from './poolFiles';
import type { ReferenceFiles } from './references';

/**
 * The analysis with what the files beside the set say of it. A set that has no coverage, of one demonstration or of more
 * than can be compared, goes without.
 *
 * @throws {UserError} `coverage.noExamples`, `pool.*`, and what the probe throws
 */
export async function measureReference(
	services: Services,
	analyzed: AnalyzedSet,
	{ validation, pool }: ReferenceFiles,
	sources: DocumentSources,
	options: WorkflowOptions,
): Promise<Analysis> {
	let { analysis } = analyzed;
	if (validation !== undefined && analysis.count > 1 && analysis.count <= largestPairwise) {
		const examples = await inspectPool(validation, sources);
		analysis = await withCoverage(services, { ...analyzed, analysis }, examples, options);
		analysis = await withLinearStudent(services, { ...analyzed, analysis }, examples, options);
	}
	if (pool !== undefined) {
		const entries = poolOf(await inspectPool(pool, sources));
		analysis = await withPoolMarks(services, { ...analyzed, analysis }, entries, options);
	}
	return analysis;
}
