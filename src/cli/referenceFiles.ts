import type { Command } from 'commander';
import type { Analysis } from '../protocol/analysis';
import type { AnalyzedSet } from '../workflows/analyze';
import { withCoverage } from '../workflows/coverage';
import { withLinearStudent } from '../workflows/linearStudent';
import { largestPairwise } from '../workflows/largestPairwise';
import { withPoolMarks } from '../workflows/poolMarks';
import type { Services } from '../workflows/services';
import { configuredSettings } from './configurationFile';
import { inspectFile } from './documentOptions';
import { openPool } from './poolFile';
import { withProgress } from './progressLine';

/** Files beside the set that its scores are read against. */
export interface ReferenceFiles {
	readonly validation?: string;
	readonly pool?: string;
}

export function addReferenceOptions(command: Command): Command {
	return command
		.option(
			'--validation <file>',
			'labelled examples of real use: says which of them no demonstration is near, and how well labels are learned',
		)
		.option('--pool <file>', 'labelled examples: says what random sets of the same size from it reach');
}

/**
 * The analysis with its coverage of the validation file, and with what random sets from the pool reach: the files that are
 * given, or else those that are configured for the file.
 *
 * @throws {UserError} `coverage.*`, `pool.empty`, and what the files and the probe throw
 */
export async function withReferences(
	services: Services,
	analyzed: AnalyzedSet,
	given: ReferenceFiles,
	signal: AbortSignal,
): Promise<Analysis> {
	const { name } = analyzed.document;
	const configured = await configuredSettings(name);
	const validation = given.validation ?? measurable(analyzed, configured?.validation);
	const pool = given.pool ?? configured?.pool;
	return await withProgress(name, async onProgress => {
		const reading = { signal, onProgress };
		let { analysis } = analyzed;
		if (validation !== undefined) {
			const examples = (await inspectFile(validation, {})).inspected;
			analysis = await withCoverage(services, { ...analyzed, analysis }, examples, reading);
			analysis = await withLinearStudent(services, { ...analyzed, analysis }, examples, reading);
		}
		if (pool !== undefined) {
			const entries = await openPool(pool, signal);
			analysis = await withPoolMarks(services, { ...analyzed, analysis }, entries, reading);
		}
		return analysis;
	});
}

/** The option of a file that is given, if one is: such a set must be held. */
export function givenReference({ validation, pool }: ReferenceFiles): string | undefined {
	return validation !== undefined ? '--validation' : pool !== undefined ? '--pool' : undefined;
}

/** A file that is only configured is passed over for a set that has no coverage. */
function measurable({ analysis }: AnalyzedSet, validation: string | undefined): string | undefined {
	return analysis.count > 1 && analysis.count <= largestPairwise ? validation : undefined;
}
