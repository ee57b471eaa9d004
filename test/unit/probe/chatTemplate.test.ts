import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { chatRenderer, rendererOf } from '../../../src/probe/chatTemplate';
import type { ReadingRequest } from '../../../src/probe/probeModel';
import { encodeRequest } from '../../../src/probe/reading/encodeRequest';
import { renderPlain, type RenderedText } from '../../../src/probe/template';
import { createTokenizer } from '../../../src/probe/tokenizer/tokenizer';

/** Made by tools/reference/chat_fixtures.py, which says how. */
const fixtures = 'test/fixtures/chat';
const exampleSchema = z.object({ input: z.string(), output: z.string() });
const renderingsSchema = z.object({
	settings: z.record(z.string(), z.string()),
	cases: z.array(
		z.object({
			template: z.string(),
			request: z.extend(exampleSchema, {
				task: z.optional(z.string()),
				examples: z.optional(z.array(exampleSchema)),
			}),
			text: z.string(),
			ids: z.array(z.number()),
			completion: z.array(z.number()),
			joint: z.array(z.number()),
		}),
	),
});

const readFixture = (name: string): Promise<string> => readFile(join(fixtures, name), 'utf8');
const { settings, cases } = renderingsSchema.parse(JSON.parse(await readFixture('renderings.json')));
const tokenizer = createTokenizer({
	definition: JSON.parse(await readFixture('tokenizer.json')) as object,
	settings: {},
});

const base: ReadingRequest = { input: 'x', output: 'y', loss: 'completion', gradient: false };

function textOf({ segments }: RenderedText): string {
	return segments.map(({ text }) => text).join('');
}

function partOf({ segments }: RenderedText, part: 'input' | 'output'): string | undefined {
	return segments.find(segment => segment.part === part)?.text;
}

describe('a chat template', () => {
	for (const [index, { template, request, text, ids, completion, joint }] of cases.entries()) {
		test(`is filled in and encoded as transformers does (${template}, case ${index})`, async () => {
			const render = chatRenderer(await readFixture(`${template}.jinja`), settings);
			const { task, examples } = request;
			const full: ReadingRequest = {
				...base,
				input: request.input,
				output: request.output,
				...(task === undefined ? {} : { task }),
				...(examples === undefined ? {} : { examples }),
			};
			expect(textOf(render(full))).toBe(text);
			for (const [loss, scored] of [
				['completion', completion],
				['joint', joint],
			] as const) {
				expect(encodeRequest({ ...full, loss }, tokenizer, 10_000, render)).toEqual({ ids, scored, truncated: false });
			}
		});
	}
});

describe('the fields in a rendered text', () => {
	const turns = (content: string): string => `{% for message in messages %}${content}{% endfor %}`;

	test('are found where a template rewrites them', () => {
		const render = chatRenderer(turns("<{{ message.content | replace('old', 'newer') }}>"), {});
		const rendered = render({ ...base, input: 'an old one', output: 'very old ' });
		expect(textOf(rendered)).toBe('<an newer one><very newer>');
		expect(partOf(rendered, 'input')).toBe('an newer one');
		expect(partOf(rendered, 'output')).toBe('very newer>');
	});

	test('are found where a template moves their thoughts, as Qwen3 does', () => {
		const render = chatRenderer(
			turns(
				"<{{ message.role }}>{% if message.role == 'assistant' %}{% if '</think>' in message.content %}" +
					"<think>\n{{ message.content.split('</think>')[0].split('<think>')[-1] | trim }}\n</think>\n\n" +
					"{{ message.content.split('</think>')[-1].lstrip('\n') }}" +
					'{% else %}<think>\n\n</think>\n\n{{ message.content }}{% endif %}{% else %}{{ message.content }}{% endif %}<end>',
			),
			{},
		);
		expect(partOf(render({ ...base, output: 'plain' }), 'output')).toBe('plain<end>');
		expect(partOf(render({ ...base, output: '<think>so\n</think>\nfour' }), 'output')).toBe(
			'so\n</think>\n\nfour<end>',
		);
	});

	test('are found although the template, the task and the examples say the same', () => {
		const render = chatRenderer(turns('yes {{ message.content }} yes'), {});
		const rendered = render({
			...base,
			task: 'yes',
			examples: [{ input: 'yes', output: 'yes' }],
			input: 'yes',
			output: 'yes',
		});
		expect(rendered.segments.map(({ text }) => text)).toEqual([
			'yes yes\n\nyes yes' + 'yes yes yes' + 'yes ',
			'yes',
			' yesyes ',
			'yes yes',
			'',
		]);
	});

	test('are found where they hold characters for private use', () => {
		const render = chatRenderer(turns('{{ message.content }}|'), {});
		expect(partOf(render({ ...base, input: '\uE000', output: '\uE000\uE001' }), 'output')).toBe('\uE000\uE001|');
	});

	test('are missing where they are empty, and then both are scored as one', () => {
		const render = chatRenderer(turns('{{ message.content }}|'), {});
		expect(partOf(render({ ...base, output: ' \n' }), 'output')).toBeUndefined();
		const { scored } = encodeRequest({ ...base, input: 'ab', output: '' }, tokenizer, 100, render);
		expect(scored.length).toBeGreaterThan(0);
	});
});

describe('a reading by a chat template', () => {
	test('does not depend on the day', () => {
		const render = chatRenderer(
			"{{ strftime_now('%d %B %Y') }}{% for message in messages %}{{ message.content }}{% endfor %}",
			{},
		);
		expect(textOf(render(base))).toBe('26 Jul 2024xy');
	});

	test('loses of its input what it must, and nothing of its output', async () => {
		const render = chatRenderer(await readFixture('smollm2-instruct.jinja'), settings);
		const request = { ...base, input: 'What is the weather like today?', output: 'positive' };
		const whole = encodeRequest(request, tokenizer, 1000, render);
		for (let window = 1; window <= whole.ids.length; window++) {
			const { ids, scored, truncated } = encodeRequest(request, tokenizer, window, render);
			expect(ids.length).toBeLessThanOrEqual(window);
			expect(truncated).toBe(window < whole.ids.length);
			if (window > whole.scored.length) {
				expect(scored.map(position => ids[position])).toEqual(whole.scored.map(position => whole.ids[position]));
			}
		}
		const { ids } = encodeRequest(request, tokenizer, whole.ids.length - 2, render);
		expect(ids.slice(-whole.scored.length)).toEqual(whole.ids.slice(-whole.scored.length));
	});
});

describe('a checkpoint', () => {
	const tokenizerFiles = (more: object): { readonly definition: object; readonly settings: object } => ({
		definition: {},
		settings: { bos_token: '<s>', eos_token: { content: '</s>', lstrip: false }, unk_token: null, ...more },
	});

	test('without a chat template is shown plain texts', () => {
		const render = rendererOf({ chatTemplate: undefined, tokenizer: tokenizerFiles({}) });
		expect(render(base)).toEqual(renderPlain(base));
	});

	test("lends its template the tokenizer's special tokens", () => {
		const chatTemplate =
			'{{ bos_token }}{% for message in messages %}{{ message.content + eos_token }}{% endfor %}' +
			'{% if unk_token is defined or padding_side is defined %}!{% endif %}';
		const render = rendererOf({ chatTemplate, tokenizer: tokenizerFiles({ padding_side: 'left' }) });
		expect(textOf(render(base))).toBe('<s>x</s>y</s>');
		expect(render(base).complete).toBe(true);
	});
});

describe('a chat template is refused', () => {
	test.each([
		['that is none', '{% for %}'],
		[
			'that shows no outputs',
			'{% for message in messages %}{% if message.role == "user" %}{{ message.content }}{% endif %}{% endfor %}',
		],
		['that shows the last turn alone', '{{ messages[-1].content }}'],
		['that turns the order round', '{% for message in messages | reverse %}{{ message.content }}{% endfor %}'],
		['that refuses the conversation itself', "{{ raise_exception('no user') }}"],
	])('%s', (_, source) => {
		expect(() => chatRenderer(source, {})).toThrow(expect.objectContaining({ code: 'probe.template' }) as Error);
	});
});
