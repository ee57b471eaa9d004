import * as l10n from '@vscode/l10n';
/** Tokens that the loss of a gradient counts. */
export const losses = ['completion', 'joint', 'both'] as const;

/** Measures of diversity of which one is shown first. */
export const leadingMeasures = [
	'gVendi',
	'vendi2',
	'vendiInf',
	'blendedVendi',
	'embeddingVendi',
	'ngramVendi',
] as const;

export type LeadingMeasure = (typeof leadingMeasures)[number];

/** For people. */
export function leadingName(measure: LeadingMeasure): string {
	switch (measure) {
		case 'gVendi':
			return 'G-Vendi';
		case 'vendi2':
			return l10n.t('Vendi of order 2');
		case 'vendiInf':
			return l10n.t('Vendi of order ∞');
		case 'blendedVendi':
			return l10n.t('blended Vendi');
		case 'embeddingVendi':
			return l10n.t('embedding Vendi');
		case 'ngramVendi':
			return l10n.t('n-gram Vendi');
	}
}
