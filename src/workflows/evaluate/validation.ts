import * as l10n from '@vscode/l10n';
import { UserError } from '../../base/errors';
import { outputText } from '../../demonstrations/demonstration';
import type { Example } from '../../probe/probeModel';
import { normalizedText } from '../../text/words';
import type { InspectedSet } from '../inspect';
import { examplesOf } from '../readings';

export interface ValidationExample {
	readonly id: string;
	/** Its place in the validation set, from 1 on. */
	readonly number: number;
	readonly input: string;
	/** What is expected, without reasoning. */
	readonly output: string;
	/** As the probe is to read it. */
	readonly read: Example;
}

export interface AskableExamples {
	readonly examples: readonly ValidationExample[];
	readonly leftOut: { readonly unanswered: number; readonly inSet: number };
}

/**
 * The validation examples that say something of a set: those with an output whose input stands in no version of it, as a copy of the
 * prompt would be right without any skill.
 *
 * @throws {UserError} `evaluate.nothing`: there is none
 */
export function askableExamples(validation: InspectedSet, versions: readonly InspectedSet[]): AskableExamples {
	const known = new Set(
		versions.flatMap(({ set }) => set.demonstrations.map(({ input }) => normalizedText(input.text))),
	);
	const read = examplesOf(validation.set.demonstrations);
	const all = validation.set.demonstrations.flatMap((demonstration, index): readonly ValidationExample[] => {
		const example = read[index];
		return example === undefined
			? []
			: [
					{
						id: demonstration.id,
						number: index + 1,
						input: demonstration.input.text,
						output: outputText(demonstration),
						read: example,
					},
				];
	});
	const answered = all.filter(({ input, output }) => input.trim() !== '' && output !== '');
	const examples = answered.filter(({ input }) => !known.has(normalizedText(input)));
	if (examples.length === 0) {
		throw new UserError(
			'evaluate.nothing',
			l10n.t(
				'{0} holds no example with an output that is not in the set itself. Give other examples of real use.',
				validation.document.name,
			),
		);
	}
	return {
		examples,
		leftOut: { unanswered: all.length - answered.length, inSet: answered.length - examples.length },
	};
}
