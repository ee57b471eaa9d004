import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { aimOf } from '../workflows/review/aim';
import { withSuggestions } from '../workflows/review/reviewList';
import type { Services } from '../workflows/services';
import { analyzedNow } from './analyzedNow';
import type { CandidateRuns } from './candidateRuns';
import type { CandidateStore } from './candidateStore';
import type { DocumentSources } from './documentSources';
import type { SetStore } from './setStore';

/** Candidates looked for in one run: as many as a person reviews at a time. */
export const candidateCount = 8;

/** Looks for candidates in pools. */
export class Suggester {
	constructor(
		private readonly services: Services,
		private readonly sets: SetStore,
		private readonly candidates: CandidateStore,
		private readonly runs: CandidateRuns,
		private readonly sources: DocumentSources,
	) {}

	/**
	 * Looks through the pool and puts what it finds before what waits already.
	 *
	 * @param region the region to fill; every sparse one where it is `null`
	 * @returns the number of candidates; nothing where the user cancelled
	 * @throws {UserError} `set.notAnalyzed`, and what reading the pool and the probe throw
	 */
	async suggest(uri: vscode.Uri, pool: vscode.Uri, region: number | null): Promise<number | undefined> {
		return await this.runs.run(uri, l10n.t('Reading the pool'), async ({ signal, report }) => {
			const analyzed = await analyzedNow(this.sets, uri);
			const [{ poolOf, suggestFromPool }, { inspectPool }] = await Promise.all([
				import('../workflows/suggest'),
				import('./poolFiles'),
			]);
			const entries = await inspectPool(pool, this.sources);
			signal.throwIfAborted();
			const suggestions = await suggestFromPool(this.services, analyzed, poolOf(entries), {
				count: candidateCount,
				signal,
				onProgress: report,
				...(region === null ? {} : { regions: [region] }),
			});
			const found = suggestions.candidates.length;
			if (found > 0) {
				const aim = aimOf(analyzed.measurement.regions, region);
				await this.candidates.update(uri, review => withSuggestions(review, suggestions, aim));
			}
			return found;
		});
	}
}
