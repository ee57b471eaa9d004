import type { DemonstrationSet, NewDemonstration } from './demonstration';
import { cannotInsert } from './edits';

/**
 * Reads a file again to which something was added, for formats in which what is added can change how the rest is read.
 *
 * @param readBack what the format makes of a text that is written
 * @param reason why the sets may differ, and after a full stop what to do
 * @throws {UserError} `format.cannotInsert`: the file would say something else than the demonstrations
 */
export function checkInsertion(
	before: DemonstrationSet,
	after: DemonstrationSet,
	additions: readonly NewDemonstration[],
	readBack: (text: string) => string,
	reason: string,
): void {
	const expected = [
		...before.demonstrations.map(({ input, output }) => ({ input: input.text, output: output?.text })),
		...additions.map(({ input, output }) => ({ input: readBack(input), output: readBack(output) })),
	];
	const found = after.demonstrations;
	const isSame =
		found.length === expected.length &&
		expected.every(({ input, output }, index) => {
			const demonstration = found[index];
			return demonstration?.input.text === input && demonstration.output?.text === output;
		});
	if (!isSame) {
		throw cannotInsert(reason);
	}
}

/** A text as files have it that keep its line ends in their own way. */
export function withPlainLineEnds(text: string): string {
	return text.replace(/\r\n?/g, '\n');
}
