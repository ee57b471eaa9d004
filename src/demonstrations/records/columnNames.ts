/** Keys under which files keep inputs, the surest first. Compared without case and punctuation. */
const inputNames = [
	['instruction', 'input'],
	['premise', 'hypothesis'],
	['sentence1', 'sentence2'],
	['body', 'question'],
	['input'],
	['inputs'],
	['instruction'],
	['question'],
	['problem'],
	['prompt'],
	['query'],
	['utterance'],
	['text'],
	['sentence'],
	['document'],
	['article'],
	['source'],
] as const;

/** Keys whose value belongs to the input wherever they stand beside it. */
const companionNames = ['context', 'passage', 'table', 'questions', 'options', 'choices', 'entitytype', 'aspect'];

const outputNames = [
	'output',
	'outputs',
	'answer',
	'completion',
	'response',
	'expectedoutput',
	'expected',
	'target',
	'targets',
	'label',
	'category',
	'class',
	'classification',
	'intent',
	'sentiment',
	'tool',
	'translation',
	'summary',
	'solution',
	'chosen',
	'ideal',
	'groundtruth',
	'result',
	'results',
	'answers',
	'labels',
];

const rationaleNames = ['rationale', 'explanation', 'reasoning', 'chainofthought', 'thought'];

/** Keys whose value, where all records agree on it, is the task definition. */
const taskNames = ['system', 'task', 'taskdefinition', 'definition', 'instruction'];

/** What the keys of a record mean. */
export interface ColumnNames {
	/** At least one; the first holds the input where only one does. */
	readonly inputs: readonly string[];
	readonly output: string;
	readonly rationale?: string;
}

/** The columns among these keys, or nothing where no input or no output is among them. */
export function recogniseColumns(keys: readonly string[]): ColumnNames | undefined {
	const byName = new Map<string, string>();
	for (const key of keys) {
		const name = normaliseName(key);
		if (!byName.has(name)) {
			byName.set(name, key);
		}
	}
	const find = (names: readonly string[]) => names.map(name => byName.get(name)).find(key => key !== undefined);

	const output = find(outputNames);
	const main = inputNames.find(names => names.every(name => byName.has(name)));
	if (output === undefined || main === undefined) {
		return undefined;
	}
	const inputs = [...main, ...companionNames].map(name => byName.get(name)).filter(key => key !== undefined);
	const rationale = find(rationaleNames);
	return { inputs, output, ...(rationale !== undefined && { rationale }) };
}

export function namesTask(key: string): boolean {
	return taskNames.includes(normaliseName(key));
}

/** A key that keeps an input of its own, whatever stands beside it. */
export function isInput(key: string): boolean {
	return inputNames.flat().some(name => name === normaliseName(key));
}

/** A key whose value belongs to an input beside it. */
export function isCompanion(key: string): boolean {
	return companionNames.includes(normaliseName(key));
}

/** The names with those that belong to another input last: a text without a name is the first one's. */
export function companionsLast(names: readonly string[]): readonly string[] {
	return [...names.filter(name => !isCompanion(name)), ...names.filter(isCompanion)];
}

/** Without case and punctuation. */
export function normaliseName(key: string): string {
	return key.toLowerCase().replace(/[^a-z0-9]/g, '');
}
