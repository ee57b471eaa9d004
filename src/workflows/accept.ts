import * as l10n from '@vscode/l10n';
import { UserError } from '../base/errors';
import { changeBetween } from '../base/textChange';
import { applyEdits, type TextEdit } from '../base/textRange';
import { outputText, type DemonstrationSet, type NewDemonstration } from '../demonstrations/demonstration';
import type { SourceDocument } from '../demonstrations/format';
import { insertBefore } from '../demonstrations/insertBefore';
import type { InspectedSet } from './inspect';

/** A candidate on its way into the document. */
export interface AcceptedCandidate extends NewDemonstration {
	/** What the demonstration says in whose place it goes. */
	readonly replaces?: { readonly input: string; readonly output: string } | undefined;
}

/**
 * The edits that put accepted candidates into the set's document, as one step: before the demonstration with the id
 * `before`, or where the format adds.
 *
 * @throws {UserError} `format.cannotInsert`
 */
export function acceptEdits(
	inspected: InspectedSet,
	candidates: readonly NewDemonstration[],
	before?: string,
): readonly TextEdit[] {
	const { document, format, set, options } = inspected;
	const additions = candidates.map(({ input, output, metadata }) => ({
		input,
		output,
		...(metadata === undefined ? {} : { metadata }),
	}));
	return before === undefined
		? format.insert(document, set, additions, options)
		: insertBefore(format, document, set, additions, before, options);
}

/**
 * The same where candidates may go into the place of a demonstration; of several for one place the first does, and the others are
 * added. Where the demonstration has a rationale, which would explain another answer then, or the format cannot write in its place,
 * it is removed and the candidate added.
 *
 * @throws {UserError} `accept.gone`, `format.cannotInsert`, `format.cannotRemove`
 */
export function reviewEdits(inspected: InspectedSet, candidates: readonly AcceptedCandidate[]): readonly TextEdit[] {
	if (candidates.every(({ replaces }) => replaces === undefined)) {
		return acceptEdits(inspected, candidates);
	}
	const { format, set } = inspected;
	const options = set.name === undefined ? inspected.options : { ...inspected.options, set: set.name };
	const before = inspected.document.text;
	let now: { readonly document: SourceDocument; readonly set: DemonstrationSet } = inspected;
	const change = (edits: readonly TextEdit[]): void => {
		const document = { ...now.document, text: applyEdits(now.document.text, edits) };
		now = { document, set: format.parse(document, options) };
	};
	const taken = new Set<string>();
	const additions: AcceptedCandidate[] = [];
	for (const candidate of candidates) {
		const { replaces } = candidate;
		const target = replaces === undefined ? undefined : JSON.stringify([replaces.input, replaces.output]);
		if (replaces === undefined || target === undefined || taken.has(target)) {
			additions.push(candidate);
			continue;
		}
		taken.add(target);
		const former = now.set.demonstrations.find(
			each => each.input.text === replaces.input && outputText(each) === replaces.output,
		);
		if (former === undefined) {
			throw new UserError(
				'accept.gone',
				l10n.t(
					'The demonstration that was to be replaced is not in the file any more. Try again in a moment: the candidate is then an addition.',
				),
			);
		}
		const keepsPlace = former.rationale === undefined && candidate.metadata === undefined;
		const edits = keepsPlace ? editsInPlace({ ...inspected, ...now, options }, former.id, candidate) : undefined;
		if (edits === undefined) {
			change(format.remove(now.document, now.set, former.id));
			additions.push(candidate);
		} else {
			change(edits);
		}
	}
	if (additions.length > 0) {
		change(acceptEdits({ ...inspected, ...now, options }, additions));
	}
	return editsBetween(before, now.document.text);
}

/** Nothing where the format cannot write this there. */
function editsInPlace(
	{ format, document, set, options }: InspectedSet,
	id: string,
	{ input, output }: NewDemonstration,
): readonly TextEdit[] | undefined {
	try {
		return format.replace(document, set, id, { input, output }, options);
	} catch (error) {
		if (UserError.is(error, 'format.cannotReplace')) {
			return undefined;
		}
		throw error;
	}
}

/** The edits that take one demonstration out of the set's document. */
export function removeEdits({ document, format, set }: InspectedSet, id: string): readonly TextEdit[] {
	return format.remove(document, set, id);
}

/** The one edit that makes one text of the other. */
function editsBetween(before: string, after: string): readonly TextEdit[] {
	const change = changeBetween(before, after);
	return change === undefined
		? []
		: [{ span: { start: change.start, end: change.oldEnd }, newText: after.slice(change.start, change.newEnd) }];
}
