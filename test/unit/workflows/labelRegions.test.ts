import { expect, test } from 'vitest';
import { nullLogger } from '../../../src/base/logger';
import type { ChatModel } from '../../../src/llm/chatModel';
import { analyze } from '../../../src/workflows/analyze';
import { labelRegions } from '../../../src/workflows/labelRegions';
import { directMeasurer } from '../../../src/workflows/measure';
import { FakeProbe } from '../../support/fakeProbe';

const document = {
	name: 'set.jsonl',
	text: [
		'{"input":"one red apple","output":"a fruit of trees"}',
		'{"input":"fast blue car","output":"a thing on wheels"}',
		'',
	].join('\n'),
};

function answering(answer: string, asked: string[] = []): ChatModel {
	return {
		name: 'test',
		complete: messages => {
			asked.push(...messages.map(({ content }) => content));
			return Promise.resolve(answer);
		},
	};
}

async function labels(answer: string, asked?: string[]): Promise<{ before: string[]; after: string[] }> {
	const analyzed = await analyze(
		{ probe: new FakeProbe(), measurer: directMeasurer, logger: nullLogger },
		{ document },
	);
	const labelled = await labelRegions(analyzed, answering(answer, asked));
	return { before: analyzed.analysis.regions.map(({ name }) => name), after: labelled.regions.map(({ name }) => name) };
}

test('names every region by its own demonstrations', async () => {
	const asked: string[] = [];
	const { after } = await labels('"Plain things"\n', asked);
	expect(after).toEqual(['Plain things', 'Plain things']);
	expect(asked.filter(text => text.includes('one red apple'))).toHaveLength(1);
});

test.each(['', 'Well, these demonstrations have a great many things in common, such as …'])(
	'keeps the name of a region where the answer is unusable: %j',
	async answer => {
		const { before, after } = await labels(answer);
		expect(after).toEqual(before);
	},
);
