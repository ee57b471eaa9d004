import { applyEdits } from '../base/textRange';
import { outputText, type Demonstration, type DemonstrationSet, type NewDemonstration } from './demonstration';
import type { Format, ParseOptions, SourceDocument } from './format';
import { keepOnly } from './keepOnly';

/**
 * The text of a document with these demonstrations in place of all that it has, written in its own way.
 *
 * @throws {UserError} where the format cannot add these or take those away
 */
export function replaceAll(
	format: Format,
	document: SourceDocument,
	set: DemonstrationSet,
	demonstrations: readonly NewDemonstration[],
	given?: ParseOptions,
): string {
	const options = set.name === undefined ? given : { ...given, set: set.name };
	const grown = { ...document, text: applyEdits(document.text, format.insert(document, set, demonstrations, options)) };
	const both = format.parse(grown, options);
	return keepOnly(format, grown, both, addedTo(set, both), options);
}

/** Ids of what a set has more than it had: an addition may say what a former demonstration says. */
function addedTo(former: DemonstrationSet, now: DemonstrationSet): readonly string[] {
	const left = former.demonstrations.map(textOf);
	return now.demonstrations
		.filter(demonstration => {
			const index = left.indexOf(textOf(demonstration));
			if (index >= 0) {
				left.splice(index, 1);
			}
			return index < 0;
		})
		.map(({ id }) => id);
}

function textOf(demonstration: Demonstration): string {
	return JSON.stringify([demonstration.input.text, outputText(demonstration), demonstration.rationale?.text]);
}
