import type { Ignored } from '../configuration/configuration';
import type { DemonstrationSet } from '../demonstrations/demonstration';
import type { SourceDocument } from '../demonstrations/format';
import { ignoreMarks } from '../demonstrations/ignoreMarks';
import { shortSourceHash, shortTextHash } from '../demonstrations/textHash';
import type { RuleId } from '../protocol/analysis';
import type { RuleFinding } from './rule';

type Place = Pick<RuleFinding, 'demonstration' | 'span'>;

/**
 * Says which findings on a document are to be ignored: by marks in the document, or by a list that names the rule and, unless the rule
 * is to be silent in the whole file, a hash of the text.
 */
export function ignoring(
	document: SourceDocument,
	set: DemonstrationSet,
	listed: readonly Ignored[],
): (rule: RuleId, place: Place) => boolean {
	const marks = ignoreMarks(document, set);
	const name = nameOf(document);
	const own = listed.filter(({ file }) => file === undefined || file === name);
	return (rule, place) => {
		const { demonstration } = place;
		if (demonstration !== undefined && marks.get(demonstration)?.has(rule) === true) {
			return true;
		}
		const ofRule = own.filter(entry => entry.rule === rule);
		return (
			ofRule.some(({ text }) => text === undefined) ||
			(ofRule.length > 0 && ofRule.some(({ text }) => text === hashOf(document, set, place)))
		);
	};
}

/**
 * The entry of a list by which one finding is ignored: by the hash of what its demonstration says, or of the stretch that could not be
 * read; a finding about the whole set by the file's name.
 */
export function ignoredEntry(document: SourceDocument, set: DemonstrationSet, rule: RuleId, place: Place): Ignored {
	const text = hashOf(document, set, place);
	return text === undefined ? { rule, file: nameOf(document) } : { rule, text };
}

function hashOf(
	{ text }: SourceDocument,
	{ demonstrations, problems }: DemonstrationSet,
	{ demonstration: id, span }: Place,
): string | undefined {
	if (id !== undefined) {
		const demonstration = demonstrations.find(candidate => candidate.id === id);
		return demonstration === undefined ? undefined : shortTextHash(demonstration);
	}
	const isStretch = problems.some(problem => problem.span.start === span.start && problem.span.end === span.end);
	return isStretch && span.end > span.start ? shortSourceHash(text.slice(span.start, span.end)) : undefined;
}

function nameOf({ name }: SourceDocument): string {
	return name.split(/[\\/]/).at(-1) ?? name;
}
