import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nullLogger } from '../../../src/base/logger';
import { startLanguageModel, type LanguageModelServer } from '../../support/languageModelServer';
import { memory } from '../../support/memory';

const settings = new Map<string, unknown>();
const asked: { message: string; detail: string }[] = [];
const started: { message: string; detail: string }[] = [];
let reply: string | undefined;
let startReply: string | undefined;
let typed: string | undefined;

vi.mock('vscode', () => ({
	workspace: {
		getConfiguration: () => ({ get: (id: string) => settings.get(id), inspect: () => undefined }),
	},
	window: {
		showWarningMessage: (message: string, { detail }: { detail: string }) => {
			asked.push({ message, detail });
			return Promise.resolve(reply);
		},
		showInputBox: () => Promise.resolve(typed),
		showInformationMessage: (message: string, { detail }: { detail: string } = { detail: '' }) => {
			started.push({ message, detail });
			return Promise.resolve(startReply);
		},
	},
	lm: { selectChatModels: () => Promise.resolve([]) },
}));

const { LanguageModels } = await import('../../../src/extension/languageModels');

let server: LanguageModelServer;
let models: InstanceType<typeof LanguageModels>;
beforeEach(async () => {
	server = await startLanguageModel();
	asked.length = 0;
	started.length = 0;
	startReply = undefined;
	reply = 'Send';
	models = new LanguageModels(memory(), memory(), nullLogger);
	choose(server.address);
});
afterEach(() => server.close());

function choose(address: string, model = 'local'): void {
	settings.set('demoscope.llm.address', address);
	settings.set('demoscope.llm.model', model);
	settings.set('demoscope.llm.requests', 2);
	settings.set('demoscope.llm.price', {});
}

describe('before text goes to an address for the first time', () => {
	test('the user is asked, told what goes where, and not asked again', async () => {
		const chosen = await models.forUse('All demonstrations of this file');
		expect(await chosen?.model.complete([{ role: 'user', content: 'Hello' }])).toBe('ok');
		await models.forUse('All demonstrations of this file');
		expect(asked).toHaveLength(1);
		expect(asked[0]?.message).toContain(server.address);
		expect(asked[0]?.detail).toContain('All demonstrations of this file');
		expect(asked[0]?.detail).toContain('this machine');
	});

	test('one who declines is asked again the next time, and nothing was sent', async () => {
		reply = undefined;
		expect(await models.forUse('Text')).toBeUndefined();
		expect(await models.forUse('Text')).toBeUndefined();
		expect(asked).toHaveLength(2);
		expect(server.requests).toEqual([]);
	});

	test('leave for one address is none for another', async () => {
		await models.forUse('Text');
		choose('https://models.example.org/v1');
		await models.forUse('Text');
		expect(asked).toHaveLength(2);
		expect(asked[1]?.detail).toContain('That is not this machine.');
	});
});

describe('before a run', () => {
	const run = { title: 'Fill sparse regions', estimate: () => 'Some 12 calls.' };

	test('its estimate and the endpoint are shown with the question for leave', async () => {
		expect(await models.forUse('The set', run)).toBeDefined();
		expect(asked[0]?.detail).toContain('Fill sparse regions: Some 12 calls.');
		expect(asked[0]?.detail).toContain('The set will be sent to');
		expect(started).toEqual([]);
	});

	test('and each time after that, where to go on or not', async () => {
		await models.forUse('The set');
		expect(await models.forUse('The set', run)).toBeUndefined();
		expect(started[0]?.message).toBe('Fill sparse regions?');
		expect(started[0]?.detail).toContain('Some 12 calls.');
		expect(started[0]?.detail).toContain(server.address);
		startReply = 'Start';
		expect(await models.forUse('The set', run)).toBeDefined();
		expect(asked).toHaveLength(1);
		expect(server.requests).toEqual([]);
	});
});

describe('a key', () => {
	test('goes to the address it was given for, as soon as it is set, and to no other', async () => {
		const client = await models.connect(server.address);
		expect(await models.connect(server.address)).toBe(client);
		typed = ' the-key ';
		await models.setKey('http://127.0.0.1:1/v1');
		await (await models.connect(server.address)).get('/models');
		await models.setKey(server.address);
		await (await models.connect(server.address)).get('/models');
		expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer the-key']);
	});

	test('is forgotten by an empty answer, and kept by none', async () => {
		typed = 'the-key';
		await models.setKey(server.address);
		typed = undefined;
		await models.setKey(server.address);
		expect(await models.hasKey(server.address)).toBe(true);
		typed = '';
		await models.setKey(server.address);
		expect(await models.hasKey(server.address)).toBe(false);
	});
});

test('a model that VS Code no longer offers is said to be gone', async () => {
	choose('vscode', 'vendor/gone');
	await expect(models.forUse('Text')).rejects.toMatchObject({ code: 'llm.refused' });
	expect(asked).toEqual([]);
});
