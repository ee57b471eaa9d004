/** Ways of reasoning that are looked for where the configuration names none, with what each means. */
export const defaultStyles: Readonly<Record<string, string>> = {
	'step by step': 'a chain of steps, each built on the one before it',
	analogy: 'something is explained or solved by its likeness to something else',
	counterfactual: 'it is asked what would be different if a fact were otherwise',
	narrative: 'a story or a scene carries the reasoning',
	reverse: 'from the result back to what led to it',
	hypothetical: 'a case is assumed and its consequences are followed',
	'edge case': 'an unusual or extreme case that the plain rule does not settle',
	elimination: 'possibilities are ruled out until one is left',
	direct: 'the answer alone, without any reasoning shown',
};

/** As the user's list has them, with what is known of each. */
export function stylesOf(names: readonly string[] = Object.keys(defaultStyles)): Readonly<Record<string, string>> {
	return Object.fromEntries(names.map(name => [name.trim(), defaultStyles[name.trim()] ?? '']));
}
