/** The variables of a prompt for an example that say the input, and the one that says the output. */
export interface TemplateColumns {
	/** At least one. */
	readonly inputs: readonly string[];
	readonly output: string;
}

/**
 * What LangChain's prompt for one example says of the examples' fields: its last variable is the output, those before
 * it are the input. Nothing where it has fewer than two that the examples know.
 *
 * @param names fields of the examples; where there are none yet, every variable counts
 */
export function templateColumns(template: string, names: readonly string[]): TemplateColumns | undefined {
	const variables = [...new Set([...template.matchAll(variable)].map(([, name = '']) => name))];
	const used = names.length === 0 ? variables : variables.filter(name => names.includes(name));
	const output = used.at(-1);
	return output === undefined || used.length < 2 ? undefined : { inputs: used.slice(0, -1), output };
}

/** `{name}`, and `{{ name }}` of other template languages. */
const variable = /\{\{?\s*([\w.]+)\s*\}?\}/g;
