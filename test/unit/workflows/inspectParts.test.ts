import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { detectFormat } from '../../../src/demonstrations/registry';
import { inspect } from '../../../src/workflows/inspect';
import { inspectionOf } from '../../../src/workflows/inspection';
import { inspectParts } from '../../../src/workflows/inspectParts';

const count = 30_000;

/** Several parts long, with line ends of both kinds and some lines that are wrong. */
const files = {
	'a.jsonl': `\ufeff${rows(index =>
		index % 5000 === 7 ? '{"input": "broken' : JSON.stringify({ input: `Question ${index}?`, output: said(index) }),
	).join('\r\n')}`,
	'a.csv': ['id,input,output', ...rows(index => `${index},"Question ""${index}""?","${said(index)}"`)].join('\n'),
};

function rows(write: (index: number) => string): readonly string[] {
	return Array.from({ length: count }, (_, index) => write(index));
}

function said(index: number): string {
	return index % 3 === 0 ? `An answer,\nin two lines, with ${'words '.repeat(index % 20)}` : 'No.';
}

test.each(Object.entries(files))('%s, read in parts, is what it is read whole', async (name, text) => {
	const document = { name, text };
	const format = detectFormat(document);
	const parts = format?.partsOf?.(document);
	if (format === undefined || parts === undefined) {
		throw new Error('the format cannot be read in parts');
	}
	const whole = inspectionOf(inspect({ document, format: format.id, rules: { 'near-duplicate': 'off' } }));
	const found = [];
	for await (const part of inspectParts(chunksOf(text), parts, { document, format: format.id })) {
		found.push(part);
	}
	expect(found.length).toBeGreaterThan(1);
	expect(found.flatMap(part => part.demonstrations)).toEqual(whole.demonstrations);
	expect(found.flatMap(part => part.problems)).toEqual(whole.problems);
});

async function* chunksOf(text: string): AsyncGenerator<string> {
	const random = seededRandom(9);
	for (let start = 0; start < text.length;) {
		const end = start + 1 + Math.floor(random() * 300_000);
		yield await Promise.resolve(text.slice(start, end));
		start = end;
	}
}
