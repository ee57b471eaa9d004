import type { Demonstration, DemonstrationSet } from './demonstration';

/** What a demonstration says: input, output and rationale. */
export type Texts = readonly (string | undefined)[];

export function textsOf({ input, output, rationale }: Demonstration): Texts {
	return [input.text, output?.text, rationale?.text];
}

/** True where the set says just this, in this order. */
export function says({ demonstrations }: DemonstrationSet, expected: readonly Texts[]): boolean {
	return (
		demonstrations.length === expected.length &&
		demonstrations.every((demonstration, index) => sayTheSame(textsOf(demonstration), expected[index]))
	);
}

export function sayTheSame(texts: Texts, others: Texts | undefined): boolean {
	return texts.every((text, field) => text === others?.[field]);
}
