import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nullLogger } from '../../../src/base/logger';
import { startLanguageModel, type LanguageModelServer } from '../../support/languageModelServer';
import { memory } from '../../support/memory';

interface Asked {
	readonly kind: 'pick' | 'input' | 'information' | 'error';
	readonly title: string;
	/** What stands below or beside it: the prompt, the placeholder, the message. */
	readonly text: string;
	readonly choices: readonly string[];
}

const settings = new Map<string, unknown>();
const asked: Asked[] = [];
/** What the user does, step by step; `undefined` is Escape. What an input box would refuse is not taken. */
const steps: (string | undefined)[] = [];

vi.mock('vscode', () => ({
	ThemeIcon: class {
		constructor(readonly id: string) {}
	},
	ConfigurationTarget: { Global: 1 },
	ProgressLocation: { Notification: 15 },
	QuickPickItemKind: { Separator: -1 },
	workspace: {
		getConfiguration: () => ({
			get: (id: string) => settings.get(id),
			inspect: () => undefined,
			update: (id: string, value: unknown) => Promise.resolve(void settings.set(id, value)),
		}),
	},
	window: {
		showQuickPick: async (given: unknown, { title, placeHolder = '' }: { title: string; placeHolder?: string }) => {
			const items = (await given) as readonly (string | { label: string; kind?: number })[];
			const labelOf = (item: (typeof items)[number]) => (typeof item === 'string' ? item : item.label);
			asked.push({ kind: 'pick', title, text: placeHolder, choices: items.map(labelOf) });
			const wanted = steps.shift();
			return wanted === undefined ? undefined : items.find(item => labelOf(item).endsWith(wanted));
		},
		showInputBox: ({ title, prompt = '', validateInput }: InputBox) => {
			asked.push({ kind: 'input', title, text: prompt, choices: [] });
			const written = steps.shift();
			const mistake = written === undefined ? undefined : validateInput?.(written);
			return Promise.resolve(mistake === undefined ? written : undefined);
		},
		showInformationMessage: (text: string, ...choices: string[]) => {
			asked.push({ kind: 'information', title: '', text, choices });
			return Promise.resolve(steps.shift());
		},
		withProgress: (_: unknown, task: (progress: unknown, cancellation: unknown) => Promise<unknown>) =>
			task(undefined, { onCancellationRequested: () => undefined }),
		setStatusBarMessage: () => undefined,
	},
	lm: { selectChatModels: () => Promise.resolve([]) },
}));

interface InputBox {
	readonly title: string;
	readonly prompt?: string;
	readonly validateInput?: (value: string) => string | undefined;
}

const { LanguageModels } = await import('../../../src/extension/languageModels');
const { chooseModel } = await import('../../../src/extension/chooseModel');
const { setApiKey } = await import('../../../src/extension/setApiKey');

/** Nothing listens there. */
const nowhere = 'http://127.0.0.1:1/v1';

let server: LanguageModelServer;
let models: InstanceType<typeof LanguageModels>;
beforeEach(async () => {
	server = await startLanguageModel();
	models = new LanguageModels(memory(), memory(), nullLogger);
	asked.length = 0;
	steps.length = 0;
	settings.clear();
	settings.set('demoscope.llm.address', '');
	settings.set('demoscope.llm.model', '');
	settings.set('demoscope.llm.requests', 2);
});
afterEach(() => {
	vi.unstubAllEnvs();
	return server.close();
});

const chosen = () => [settings.get('demoscope.llm.address'), settings.get('demoscope.llm.model')];

describe('choosing a language model', () => {
	test('an address that answers offers its models', async () => {
		steps.push('Other address…', server.address, 'other');
		await chooseModel(models);
		expect(chosen()).toEqual([server.address, 'other']);
		expect(asked.at(-1)?.choices).toEqual(['local', 'other', 'Other name…']);
	});

	test.each([
		['at the list', []],
		['at the address', ['Other address…']],
		['at an address that is none', ['Other address…', 'my model']],
		['at the models', ['Other address…', 'SERVER']],
		['at the name', ['Other address…', 'SERVER', 'Other name…']],
		['at a name without a letter', ['Other address…', 'SERVER', 'Other name…', '  ']],
	])('stopping %s changes nothing', async (_, taken) => {
		steps.push(...taken.map(step => (step === 'SERVER' ? server.address : step)));
		await chooseModel(models);
		expect(chosen()).toEqual(['', '']);
	});

	test(
		'where nothing answers, it is said why, and one can try again, stop or go on by name',
		{ timeout: 60_000 },
		async () => {
			steps.push('Other address…', nowhere, 'Try again', undefined);
			await chooseModel(models);
			expect(chosen()).toEqual(['', '']);
			const reasons = asked.filter(({ title }) => title === `No Models from ${nowhere}`);
			expect(reasons).toHaveLength(2);
			expect(reasons[0]?.text).toContain('127.0.0.1:1');
			steps.push('Other address…', nowhere, 'Give the model’s name…', 'mine');
			await chooseModel(models);
			expect(chosen()).toEqual([nowhere, 'mine']);
		},
	);

	test('a key that the endpoint does not take can be set on the way', async () => {
		server.misbehave(response => response.writeHead(401).end('{}'));
		steps.push('Other address…', server.address, 'Set API key…', 'right-key', 'local');
		await chooseModel(models);
		expect(chosen()).toEqual([server.address, 'local']);
		expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer right-key');
	});

	test('OpenAI is not asked without a key, and stopping there stops', async () => {
		vi.stubEnv('OPENAI_API_KEY', '');
		vi.stubEnv('DEMOSCOPE_LLM_KEY', '');
		steps.push('OpenAI', undefined);
		await chooseModel(models);
		expect(chosen()).toEqual(['', '']);
		expect(asked.at(-1)).toMatchObject({ kind: 'input', title: 'API Key for https://api.openai.com/v1' });
		expect(asked.at(-1)?.text).toContain('these do as well: DEMOSCOPE_LLM_KEY, OPENAI_API_KEY.');
	});
});

describe('setting an API key', () => {
	const choose = (address: string): void => {
		settings.set('demoscope.llm.address', address);
		settings.set('demoscope.llm.model', 'local');
	};

	test('without a model it is said that a key belongs to an address, and one can choose', async () => {
		steps.push('Choose LLM', undefined);
		await setApiKey(models);
		expect(asked[0]).toMatchObject({ kind: 'information', choices: ['Choose LLM'] });
		expect(asked[1]).toMatchObject({ kind: 'pick', title: 'Choose LLM' });
	});

	test('it is kept and tried', async () => {
		choose(server.address);
		steps.push(' the-key ');
		await setApiKey(models);
		expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer the-key']);
		expect(asked.at(-1)?.text).toBe(`The key for ${server.address} is kept. ${server.address} answers.`);
	});

	test('it is removed by an empty answer, and the environment comes in', async () => {
		choose(server.address);
		steps.push('the-key', undefined);
		await setApiKey(models);
		vi.stubEnv('DEMOSCOPE_LLM_KEY', 'another-key');
		steps.length = 0;
		steps.push('');
		await setApiKey(models);
		const [prompt] = asked.filter(({ kind }) => kind === 'input').slice(-1);
		expect(prompt?.text).toContain('Empty: the one that is kept is removed.');
		expect(prompt?.text).toContain('DEMOSCOPE_LLM_KEY of the environment is used where none is kept.');
		expect(asked.at(-1)?.text).toContain(`No key is kept for ${server.address}; that of DEMOSCOPE_LLM_KEY is used.`);
		expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer another-key');
	});

	test('one that cannot be sent is not taken', async () => {
		choose(server.address);
		steps.push('a key\nof two lines');
		await setApiKey(models);
		expect(await models.hasKey(server.address)).toBe(false);
		expect(server.requests).toEqual([]);
	});

	test('one that the endpoint refuses is kept, and said to be refused', async () => {
		choose(server.address);
		server.misbehave(response => response.writeHead(401).end('{}'));
		steps.push('wrong-key');
		await expect(setApiKey(models)).rejects.toMatchObject({
			code: 'llm.key',
			message: expect.stringContaining(
				`The key for ${server.address} is kept. ${server.address} does not take the key`,
			) as string,
		});
	});
});
