import * as l10n from '@vscode/l10n';
import { decimal } from '../base/writtenNumbers';
import type { Loss } from '../probe/probeModel';
import type { Truth } from '../probe/truth';
import type { Trust } from '../protocol/analysis';
import type { OutputForm } from './readings';

/** What consistency must reach on tasks that the probe has not seen before findings rest on it. */
const leastPairedAccuracy = 0.78;
const leastAuc = 0.75;
/** So much better must it be than the best measure that costs less. */
const leastMargin = 0.05;
/** Spearman's correlation of G-Vendi with the number of different groups. */
const leastCorrelation = 0.85;

/** How far each measure of a set can be trusted with a probe of which this is known, with the figures in words. */
export function trustOf(truth: Truth | undefined, form: OutputForm, loss: Loss): Trust {
	return { diversity: diversityTrust(truth, form, loss), consistency: consistencyTrust(truth), fit: fitTrust(truth) };
}

function diversityTrust(truth: Truth | undefined, form: OutputForm, loss: Loss): Trust['diversity'] {
	if (truth === undefined) {
		return unmeasured(
			l10n.t('Nobody has measured how far this probe’s diversity can be trusted, so take it as a hint.'),
		);
	}
	const correlation = truth.diversity[form][loss];
	const found = decimal(correlation, 2);
	const least = decimal(leastCorrelation, 2);
	if (correlation >= leastCorrelation) {
		const reason =
			form === 'labels'
				? l10n.t(
						'In sets whose outputs are labels, this probe’s G-Vendi follows the number of different groups with a rank correlation of {0}.',
						found,
					)
				: l10n.t(
						'In sets whose outputs are not labels, this probe’s G-Vendi follows the number of different groups with a rank correlation of {0}.',
						found,
					);
		return { level: 'trusted', reason };
	}
	const reason =
		form === 'labels'
			? l10n.t(
					'In sets whose outputs are labels, this probe’s G-Vendi follows the number of different groups with a rank correlation of {0}; {1} is asked for.',
					found,
					least,
				)
			: l10n.t(
					'In sets whose outputs are not labels, this probe’s G-Vendi follows the number of different groups with a rank correlation of {0}; {1} is asked for.',
					found,
					least,
				);
	return { level: 'indicative', reason };
}

function consistencyTrust(truth: Truth | undefined): Trust['consistency'] {
	if (truth === undefined) {
		return unmeasured(
			l10n.t('Nobody has measured how far this probe’s consistency can be trusted, so take it as a hint.'),
		);
	}
	const { pairedAccuracy, rival, tasks } = truth.consistency;
	const found = l10n.t(
		'On {0} tasks that this probe had not seen, it tells the right task definition from a wrong one for {1} of the demonstrations; chance is 50 %, and {2} reaches {3}.',
		tasks,
		percent(pairedAccuracy),
		rivalName(rival.name),
		percent(rival.pairedAccuracy),
	);
	return separationTrust(truth.consistency, truth.consistency, found);
}

function fitTrust(truth: Truth | undefined): Trust['fit'] {
	const fit = truth?.consistency.fit;
	if (truth === undefined || fit === undefined) {
		return unmeasured(
			l10n.t('Nobody has measured how far this probe’s fit to the task can be trusted, so take it as a hint.'),
		);
	}
	const { rival, tasks } = truth.consistency;
	const found = l10n.t(
		'On {0} tasks that this probe had not seen, the fit to the task is higher under the right task definition than under a wrong one for {1} of the demonstrations; chance is 50 %, and {2} alone reaches {3}.',
		tasks,
		percent(fit.pairedAccuracy),
		rivalName(rival.name),
		percent(rival.pairedAccuracy),
	);
	return separationTrust(fit, truth.consistency, found);
}

/** @param found the figures in words */
function separationTrust(
	{ pairedAccuracy, auc }: { readonly pairedAccuracy: number; readonly auc: number },
	{ rival }: Pick<Truth['consistency'], 'rival'>,
	found: string,
): Trust['consistency'] {
	const isEnough =
		pairedAccuracy >= leastPairedAccuracy && auc >= leastAuc && pairedAccuracy >= rival.pairedAccuracy + leastMargin;
	if (isEnough) {
		return { level: 'trusted', reason: found };
	}
	const asked = l10n.t(
		'At least {0} is asked for, and {1} points more than {2}.',
		percent(leastPairedAccuracy),
		100 * leastMargin,
		rivalName(rival.name),
	);
	return { level: 'indicative', reason: [found, asked].join(' ') };
}

/** The measure that costs less, in the display language where it is one that is known here. */
function rivalName(name: string): string {
	switch (name) {
		case 'word overlap':
			return l10n.t('word overlap');
		case 'cosine of embeddings':
			return l10n.t('cosine of embeddings');
		default:
			return name;
	}
}

function unmeasured(reason: string): Trust['consistency'] {
	return { level: 'unmeasured', reason };
}

/** In one piece at the end of a line, too. */
function percent(share: number): string {
	return `${Math.round(100 * share)}\u00a0%`;
}
