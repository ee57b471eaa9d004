import * as l10n from '@vscode/l10n';
import { outputText, type Demonstration } from '../demonstrations/demonstration';
import { labelCounts } from '../metrics/labelBalance';
import { normalizedText } from '../text/words';
import { defaultLimits } from './limits';
import { formsOf, mostWithout, type OutputForm } from './outputForms';
import type { Rule, RuleFinding } from './rule';

/** With fewer demonstrations none of them is "the others". */
const smallestSet = 5;
/** A label written otherwise is a slip where the usual way is so many times as common. */
const leastRatio = 4;

/**
 * An output of another form than its siblings': no JSON, another set of keys, no number, no announced answer, another
 * beginning, an essay among short answers, or a label that is spelled in another way.
 */
export const formatDrift: Rule = {
	id: 'format-drift',
	defaultSeverity: 'warning',
	enabledByDefault: true,
	check: ({ set: { demonstrations }, limits = defaultLimits }) => {
		const answered = demonstrations.filter(demonstration => outputText(demonstration).trim() !== '');
		if (answered.length < smallestSet) {
			return [];
		}
		const outputs = answered.map(outputText);
		const found = new Map<string, RuleFinding>();
		for (const form of formsOf(outputs, limits.formShare)) {
			for (const { odd, usual } of oddOnes(answered, form, limits.formShare)) {
				if (!found.has(odd.id)) {
					found.set(odd.id, finding(odd, form.lack, usual));
				}
			}
		}
		for (const { odd, usual, message } of otherSpellings(answered, outputs)) {
			if (!found.has(odd.id)) {
				found.set(odd.id, finding(odd, message, usual));
			}
		}
		return demonstrations.flatMap(({ id }) => found.get(id) ?? []);
	},
};

function finding({ id, output, span }: Demonstration, message: string, usual: Demonstration): RuleFinding {
	return { demonstration: id, span: output?.span ?? span, message, related: [usual.id] };
}

interface Odd {
	readonly odd: Demonstration;
	/** The first that is as most are. */
	readonly usual: Demonstration;
}

/** Those without a form that is the set's: so many have it, or all but one. */
function oddOnes(demonstrations: readonly Demonstration[], { has }: OutputForm, share: number): readonly Odd[] {
	const usual = demonstrations[has.indexOf(true)];
	const lacking = has.filter(one => !one).length;
	if (usual === undefined || lacking === 0 || lacking > mostWithout(has.length, share)) {
		return [];
	}
	return demonstrations.flatMap((odd, index) => (has[index] === true ? [] : [{ odd, usual }]));
}

/** Labels that are another one but for case, quotes or punctuation. */
function otherSpellings(
	demonstrations: readonly Demonstration[],
	outputs: readonly string[],
): readonly (Odd & { readonly message: string })[] {
	const bare = outputs.map(bareLabel);
	if (labelCounts(bare) === null) {
		return [];
	}
	const spellings = new Map<string, Map<string, number>>();
	outputs.forEach((output, index) => {
		const counts = spellings.get(bare[index] ?? '') ?? new Map<string, number>();
		counts.set(output.trim(), (counts.get(output.trim()) ?? 0) + 1);
		spellings.set(bare[index] ?? '', counts);
	});
	return demonstrations.flatMap((odd, index) => {
		const spelling = outputs[index]?.trim() ?? '';
		const counts = spellings.get(bare[index] ?? '') ?? new Map<string, number>();
		const [[usualSpelling, most] = ['', 0]] = [...counts].toSorted(([, a], [, b]) => b - a);
		const usual = demonstrations[outputs.findIndex(output => output.trim() === usualSpelling)];
		if (usual === undefined || spelling === usualSpelling || most < leastRatio * (counts.get(spelling) ?? 0)) {
			return [];
		}
		return [
			{ odd, usual, message: l10n.t('Writes the label “{0}” as “{1}”, unlike the others.', usualSpelling, spelling) },
		];
	});
}

function bareLabel(output: string): string {
	return normalizedText(output).replaceAll(/^["'“”‘’`*([]+|["'“”‘’`*.!)\]]+$/gu, '');
}
