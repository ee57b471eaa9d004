import type { Example } from '../probe/probeModel';
import type { RejectionReason } from '../protocol/candidate';
import { hasForm, type AnswerForm } from './answerForm';

/** Halves of a surrogate pair, and control characters other than line ends and tabs. */
const unreadable = /(?![\t\n\r])[\p{Cc}\p{Cs}]/u;

/** How models decline, at the beginning of an answer. */
const refusal =
	/^(?:i(?:['’]m| am) (?:sorry|unable|not able)|sorry,? |i (?:can(?:not|['’]t)|won['’]t)|as an ai\b|i apologi[sz]e)/iu;

/** A proposal may be so many times as long as the longest demonstration, and never longer than the bound. */
const lengthFactor = 4;
const leastBound = 2000;
const greatestBound = 32_000;

/**
 * What makes a proposal unfit whatever it says, by its text alone.
 *
 * @param examples demonstrations of the set: what is usual among them is no fault
 */
export function proposalFault(
	{ input, output }: Example,
	examples: readonly Example[],
	form: AnswerForm,
): RejectionReason | undefined {
	if (!/[\p{L}\p{N}]/u.test(input) || output.trim() === '') {
		return 'empty';
	}
	const longest = examples.reduce((most, example) => Math.max(most, lengthOf(example)), 0);
	if (input.length + output.length > Math.min(greatestBound, Math.max(leastBound, lengthFactor * longest))) {
		return 'too-long';
	}
	if ([input, output].some(text => unreadable.test(text))) {
		return 'unreadable';
	}
	const refuses = (text: string): boolean => refusal.test(text.trim());
	if (
		(refuses(input) && !examples.some(example => refuses(example.input))) ||
		(refuses(output) && !examples.some(example => refuses(example.output)))
	) {
		return 'refusal';
	}
	const outputs = examples.map(example => example.output);
	return outputs.length > 0 && !hasForm(form, output, outputs) ? 'form' : undefined;
}

function lengthOf({ input, output }: Example): number {
	return input.length + output.length;
}
