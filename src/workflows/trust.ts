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

const forms: Readonly<Record<OutputForm, string>> = { labels: 'are labels', other: 'are not labels' };

/** How far each measure of a set can be trusted with a probe of which this is known, with the figures in words. */
export function trustOf(truth: Truth | undefined, form: OutputForm, loss: Loss): Trust {
	return { diversity: diversityTrust(truth, form, loss), consistency: consistencyTrust(truth) };
}

function diversityTrust(truth: Truth | undefined, form: OutputForm, loss: Loss): Trust['diversity'] {
	if (truth === undefined) {
		return unmeasured('diversity');
	}
	const correlation = truth.diversity[form][loss];
	const found = `In sets whose outputs ${forms[form]}, this probe’s G-Vendi follows the number of different groups with a rank correlation of ${correlation.toFixed(2)}`;
	return correlation >= leastCorrelation
		? { level: 'trusted', reason: `${found}.` }
		: { level: 'indicative', reason: `${found}; ${leastCorrelation.toFixed(2)} is asked for.` };
}

function consistencyTrust(truth: Truth | undefined): Trust['consistency'] {
	if (truth === undefined) {
		return unmeasured('consistency');
	}
	const { pairedAccuracy, auc, rival, tasks } = truth.consistency;
	const found = `On ${tasks} tasks that this probe had not seen, it tells the right task definition from a wrong one for ${percent(pairedAccuracy)} of the demonstrations; chance is 50 %, and ${rival.name} reaches ${percent(rival.pairedAccuracy)}`;
	return pairedAccuracy >= leastPairedAccuracy &&
		auc >= leastAuc &&
		pairedAccuracy >= rival.pairedAccuracy + leastMargin
		? { level: 'trusted', reason: `${found}.` }
		: {
				level: 'indicative',
				reason: `${found}. At least ${percent(leastPairedAccuracy)} is asked for, and ${100 * leastMargin} points more than ${rival.name}.`,
			};
}

function unmeasured(measure: string): Trust['consistency'] {
	return {
		level: 'unmeasured',
		reason: `Nobody has measured how far this probe’s ${measure} can be trusted, so take it as a hint.`,
	};
}

function percent(share: number): string {
	return `${Math.round(100 * share)} %`;
}
