/**
 * Assertions whose value is an answer, or part of one; the closest to a full answer first. Rubrics, code and checks of
 * form say nothing of that kind.
 */
export const answerTypes: readonly string[] = [
	'equals',
	'similar',
	'factuality',
	'rouge-n',
	'bleu',
	'levenshtein',
	'starts-with',
	'contains',
	'icontains',
	'contains-all',
	'icontains-all',
	'contains-any',
	'icontains-any',
];

/** Those that take one text; a new test gets the one that the file uses most. */
export const writtenTypes: readonly string[] = [
	'equals',
	'similar',
	'factuality',
	'starts-with',
	'contains',
	'icontains',
];

/** A variable that holds the expected answer, and no part of the input. */
export function isExpectation(name: string): boolean {
	return /^_*expected/i.test(name);
}
