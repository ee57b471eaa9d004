import * as l10n from '@vscode/l10n';
import type { Analysis, Trust } from '../../src/protocol/analysis';

export type TrustedMeasure = keyof Trust;

/** Measures of an analysis that the probe's trust speaks of. */
export function measuresTaken({ scores }: Pick<Analysis, 'scores'>): readonly TrustedMeasure[] {
	if (scores === null) {
		return [];
	}
	return scores.consistency === null ? ['diversity'] : ['diversity', 'consistency'];
}

/** Those of them that are hints only with the probe that read the set. */
export function doubtfulMeasures(analysis: Pick<Analysis, 'scores' | 'trust'>): readonly TrustedMeasure[] {
	const { trust } = analysis;
	return trust === null ? [] : measuresTaken(analysis).filter(measure => trust[measure].level !== 'trusted');
}

/** @param measures one or more */
export function doubtSentence(measures: readonly TrustedMeasure[]): string {
	if (measures.length > 1) {
		return l10n.t('Diversity and consistency are indicative only.');
	}
	return measures[0] === 'diversity'
		? l10n.t('Diversity is indicative only.')
		: l10n.t('Consistency is indicative only.');
}
