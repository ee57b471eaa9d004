import { parseDocument } from 'yaml';

/** A text of each kind with the same demonstrations, and what reading it costs at the least. */
export interface Sample {
	readonly format: string;
	readonly name: string;
	readonly text: string;
	/** What is to be compared with, and what it does. */
	readonly baseline: string;
	readonly read: (text: string) => unknown;
}

export function samples(count: number): readonly Sample[] {
	const records = Array.from({ length: count }, (_, index) => ({
		id: index,
		input: `Which of the ${index} roads leads to the "old" mill, and how long does it take on foot?`,
		output: index % 3 === 0 ? 'The second one,\nabout an hour.' : 'None of them.',
	}));
	const jsonLines = records.map(record => JSON.stringify(record)).join('\n');
	const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
	const yaml = records.map(
		({ input, output }) => `- input: ${JSON.stringify(input)}\n  output: ${JSON.stringify(output)}`,
	);
	const prose = records.map(({ input, output }) => `Q: ${input}\nA: ${output.replace('\n', ' ')}`);
	const lines = (text: string) => text.split('\n').length;
	return [
		{
			format: 'jsonl',
			name: 'a.jsonl',
			text: jsonLines,
			baseline: 'JSON.parse per line',
			read: text => text.split('\n').map(line => JSON.parse(line) as unknown),
		},
		{
			format: 'json',
			name: 'a.json',
			text: JSON.stringify(records, undefined, 2),
			baseline: 'JSON.parse',
			read: text => JSON.parse(text) as unknown,
		},
		{
			format: 'csv',
			name: 'a.csv',
			text: ['id,input,output', ...records.map(r => [String(r.id), cell(r.input), cell(r.output)].join())].join('\n'),
			baseline: 'split into lines',
			read: lines,
		},
		{ format: 'yaml-list', name: 'a.yaml', text: yaml.join('\n'), baseline: 'parseDocument of yaml', read: parseYaml },
		{ format: 'prompt-text', name: 'a.txt', text: prose.join('\n\n'), baseline: 'split into lines', read: lines },
	];
}

function parseYaml(text: string): unknown {
	return parseDocument(text);
}
