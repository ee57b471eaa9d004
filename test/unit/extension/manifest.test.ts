import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { configurationName } from '../../../src/configuration/configurationName';
import { formats } from '../../../src/demonstrations/registry';
import {
	agentToolIds,
	commandIds,
	contextKeys,
	mcpProviderId,
	panelViewType,
	settingIds,
	walkthroughId,
} from '../../../src/extension/manifestIds';
import { limitSchemas, mistakeIn, settingSchemas } from '../../../src/extension/settingSchemas';
import { defaultLimits } from '../../../src/findings/limits';
import { rules } from '../../../src/findings/registry';
import { agentTools } from '../../../src/protocol/agentTools';
import { inspect } from '../../../src/workflows/inspect';
import * as z from 'zod/mini';

interface Property {
	readonly type: string;
	readonly default?: unknown;
	readonly enum?: readonly string[];
	readonly additionalProperties?: { readonly enum: readonly string[] };
	readonly scope?: string;
	readonly pattern?: string;
	readonly patternErrorMessage?: string;
}

interface Step {
	readonly id: string;
	readonly description: string;
	readonly media: { readonly svg: string };
	readonly completionEvents: readonly string[];
}

interface Manifest {
	readonly publisher: string;
	readonly name: string;
	readonly main: string;
	readonly icon: string;
	readonly activationEvents: readonly string[];
	readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
	readonly contributes: {
		readonly languages: readonly { readonly id: string; readonly extensions: readonly string[] }[];
		readonly commands: readonly { readonly command: string; readonly category: string; readonly enablement?: string }[];
		readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
		readonly languageModelTools: readonly {
			readonly name: string;
			readonly modelDescription: string;
			readonly inputSchema: object;
		}[];
		readonly mcpServerDefinitionProviders: readonly { readonly id: string }[];
		readonly yamlValidation: readonly { readonly fileMatch: string; readonly url: string }[];
		readonly configuration: readonly { readonly properties: Readonly<Record<string, Property>> }[];
		readonly walkthroughs: readonly { readonly id: string; readonly steps: readonly Step[] }[];
	};
}

const root = path.resolve(import.meta.dirname, '../../..');
const manifestText = readFileSync(path.join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(manifestText) as Manifest;
const words = JSON.parse(readFileSync(path.join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
const { commands, menus, configuration, walkthroughs } = manifest.contributes;
const steps = walkthroughs.flatMap(walkthrough => walkthrough.steps);
const settings = new Map(configuration.flatMap(({ properties }) => Object.entries(properties)));
const extensionFolder = path.join(root, 'src', 'extension');
const sources = readdirSync(extensionFolder)
	.map(file => readFileSync(path.join(extensionFolder, file), 'utf8'))
	.join('\n');

describe('commands', () => {
	test('what the manifest offers is what the code registers', () => {
		expect(commands.map(({ command }) => command).sort()).toEqual(Object.values(commandIds).sort());
		expect(new Set(commands.map(({ category }) => category))).toEqual(new Set(['Demoscope']));
	});

	test('menus name only commands that exist', () => {
		const known = new Set<string>(Object.values(commandIds));
		const named = Object.values(menus).flatMap(items => items.map(({ command }) => command));
		expect(named.filter(command => !known.has(command))).toEqual([]);
	});

	test('conditions name only context keys that the code sets', () => {
		const conditions = [
			...commands.map(({ enablement }) => enablement),
			...Object.values(menus).flatMap(items => items.map(({ when }) => when)),
			...steps.flatMap(({ completionEvents }) => completionEvents.filter(event => event.startsWith('onContext:'))),
		].join(' ');
		const own = (conditions.match(/demoscope\.\w+/g) ?? []).filter(key => key !== panelViewType);
		expect([...new Set(own)].sort()).toEqual(Object.values(contextKeys).sort());
	});

	test('a reload brings the panel back', () => {
		expect(manifest.activationEvents).toContain(`onWebviewPanel:${panelViewType}`);
	});
});

describe('settings', () => {
	test('what the manifest offers is what the code reads', () => {
		const { rules: section, ...single } = settingIds;
		const limits = Object.keys(defaultLimits).map(name => `${section}.limits.${name}`);
		const read = [...Object.values(single), ...rules.map(({ id }) => `${section}.${id}`), ...limits];
		expect([...settings.keys()].sort()).toEqual(read.sort());
	});

	test.each(rules.map(rule => [rule.id, rule] as const))('the default of %s is the rule’s own', (id, rule) => {
		expect(settings.get(`${settingIds.rules}.${id}`)).toMatchObject({
			default: rule.restsOn !== undefined ? 'auto' : rule.enabledByDefault ? rule.defaultSeverity : 'off',
			enum: [...(rule.restsOn === undefined ? [] : ['auto']), 'off', 'error', 'warning', 'information', 'hint'],
		});
	});

	test.each(Object.entries(defaultLimits))('the default of the limit %s is the rules’ own', (name, value) => {
		expect(settings.get(`${settingIds.rules}.limits.${name}`)?.default).toBe(value);
	});

	test('the code gives no defaults of its own', () => {
		expect(sources).not.toMatch(/getConfiguration\([^)]*\)\s*\.get\([^)]*,/);
	});

	test('a format can be set for files: any that a text can have', () => {
		const { additionalProperties } = settings.get(settingIds.formats) ?? {};
		expect([...(additionalProperties?.enum ?? [])].sort()).toEqual(
			formats
				.filter(({ isReadOnly }) => isReadOnly !== true)
				.map(({ id }) => id)
				.sort(),
		);
	});

	test('every setting has a default', () => {
		expect([...settings].filter(([, property]) => property.default === undefined)).toEqual([]);
	});

	test('a workspace that is not trusted cannot say which files are read, where text goes or what runs', () => {
		const restricted = new Set(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations);
		const naming = [...settings.keys()].filter(id =>
			/(?:path|paths|file|folder|pools|url|address|service|endpoint)$/iu.test(id),
		);
		expect(naming).toEqual(
			expect.arrayContaining([
				settingIds.probePath,
				settingIds.probeService,
				settingIds.modelAddress,
				settingIds.pools,
			]),
		);
		expect(naming.filter(id => !restricted.has(id))).toEqual([]);
		expect([...restricted].filter(id => !settings.has(id))).toEqual([]);
	});

	test('what the probe and the language model are is a matter of the machine, never of a workspace', () => {
		const ofMachine = [...settings].filter(([id]) => /^demoscope\.(?:probe|cache|llm)\./u.test(id));
		expect(ofMachine.length).toBeGreaterThan(8);
		expect(ofMachine.filter(([, { scope }]) => scope !== 'machine').map(([id]) => id)).toEqual([]);
	});

	test.each([
		...Object.entries(settingSchemas),
		...Object.entries(limitSchemas).map(([name, schema]) => [`${settingIds.rules}.limits.${name}`, schema] as const),
	])('the settings editor lets %s be what the code takes', (id, schema) => {
		expect(boundsOf(settings.get(id))).toEqual(boundsOf(z.toJSONSchema(schema)));
		expect(mistakeIn(schema, settings.get(id)?.default)).toBeUndefined();
	});

	test.each([
		[settingIds.probePath, ['', '/models/a b', 'C:\\models', '\\\\server\\models'], ['models', './models', '~/models']],
		[
			settingIds.probeService,
			['', 'http://127.0.0.1:8470', 'https://gpu.example.org/probe, http://10.0.0.2:8470'],
			['127.0.0.1:8470', 'http://me:secret@host', 'http://host?key=1', 'http://a http://b'],
		],
		[
			settingIds.modelAddress,
			['', 'vscode', 'http://127.0.0.1:8000/v1', ' https://models.example.org/v1 '],
			['gpt', 'ftp://host/v1', 'https://me:secret@host/v1', 'https://host/v1?key=1'],
		],
	])('%s shows a mistake while it is written', (id, right, wrong) => {
		const { pattern = '', patternErrorMessage = '' } = settings.get(id) ?? {};
		const accepted = (text: string) => new RegExp(pattern, 'u').test(text);
		expect(right.filter(text => !accepted(text))).toEqual([]);
		expect(wrong.filter(accepted)).toEqual([]);
		expect(words[patternErrorMessage.slice(1, -1)]).toBeTruthy();
	});

	test('descriptions point only to settings that exist, of ours or of the editor', () => {
		const named = Object.values(words).flatMap(text => [...text.matchAll(/`#([^#`]+)#`/gu)].map(([, id]) => id ?? ''));
		expect(named.length).toBeGreaterThan(20);
		expect(named.filter(id => !settings.has(id) && !id.startsWith('editor.'))).toEqual([]);
	});
});

/** What a schema says of values, without words, places and the bounds of whole numbers in JavaScript. */
function boundsOf(schema: unknown): unknown {
	if (typeof schema !== 'object' || schema === null) {
		return schema;
	}
	const {
		type,
		enum: values,
		minimum,
		maximum,
		exclusiveMinimum,
		items,
		properties,
	} = schema as Record<string, unknown>;
	const bounds = {
		type,
		values,
		minimum: minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum,
		maximum: maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum,
		exclusiveMinimum,
		items: boundsOf(items),
		properties:
			typeof properties === 'object' && properties !== null
				? Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, boundsOf(property)]))
				: undefined,
	};
	return type === 'string' && Array.isArray(values) ? { ...bounds, values: [...(values as string[])].sort() } : bounds;
}

describe('walkthrough', () => {
	test('it is the one that the command opens', () => {
		expect(walkthroughs.map(({ id }) => `${manifest.publisher}.${manifest.name}#${id}`)).toEqual([walkthroughId]);
	});

	test.each(steps.map(step => [step.id, step] as const))('the step %s has its picture and is completed', (_, step) => {
		expect(existsSync(path.join(root, step.media.svg))).toBe(true);
		expect(step.completionEvents.length).toBeGreaterThan(0);
		const own = step.completionEvents.flatMap(
			event => /^on(?:Command|SettingChanged):(demoscope\..+)$/u.exec(event)?.[1] ?? [],
		);
		const known = new Set<string>([...Object.values(commandIds), ...settings.keys()]);
		expect(own.filter(id => !known.has(id))).toEqual([]);
	});

	test('its example is a set, whatever it is called, and has something to find', () => {
		const text = readFileSync(path.join(root, 'media', 'walkthrough', 'example.jsonl'), 'utf8');
		const { set, analysis } = inspect({ document: { name: 'Untitled-1', text } });
		expect(set.demonstrations).toHaveLength(12);
		expect(new Set(analysis.findings.map(({ rule }) => rule))).toEqual(
			new Set(['near-duplicate', 'conflicting-label']),
		);
	});

	test('its links run commands that exist, of ours or of the editor', () => {
		const known = new Set<string>(Object.values(commandIds));
		const linked = steps.flatMap(({ description }) =>
			[...(words[description.slice(1, -1)] ?? '').matchAll(/\(command:([\w.]+)\)/gu)].map(
				([, command]) => command ?? '',
			),
		);
		expect(linked.length).toBeGreaterThan(steps.length);
		expect(linked.filter(command => !known.has(command) && !command.startsWith('workbench.'))).toEqual([]);
	});
});

describe('for agents', () => {
	test('the tools of the manifest are those of the code, with the same arguments', () => {
		const offered = manifest.contributes.languageModelTools.map(({ name, modelDescription, inputSchema }) => ({
			name,
			modelDescription,
			inputSchema,
		}));
		expect(offered).toEqual(
			Object.values(agentTools).map(({ name, description, input }) => {
				const { type, properties, required } = z.toJSONSchema(input);
				return { name, modelDescription: description, inputSchema: { type, properties, required } };
			}),
		);
	});

	test('the names that are registered are theirs', () => {
		expect(Object.values(agentToolIds)).toEqual(Object.values(agentTools).map(({ name }) => name));
	});

	test('the server of the manifest is the one that is registered', () => {
		expect(manifest.contributes.mcpServerDefinitionProviders.map(({ id }) => id)).toEqual([mcpProviderId]);
	});
});

describe('files', () => {
	test('every text in the manifest has its words', () => {
		const named = [...manifestText.matchAll(/"%([^%]+)%"/g)].map(([, key]) => key);
		expect([...new Set(named)].sort()).toEqual(Object.keys(words).sort());
	});

	test('no text file wakes the extension by being plain text or Markdown, and files of tables and prompts do', () => {
		const { activationEvents, contributes } = manifest;
		expect(
			activationEvents.filter(event => /^(?:\*|onStartupFinished|onLanguage:(?:plaintext|markdown))$/.test(event)),
		).toEqual([]);
		// A language that the manifest contributes wakes it by itself.
		expect(contributes.languages.flatMap(({ extensions }) => extensions).sort()).toEqual(
			['.csv', '.tsv', '.tab', '.prompty', '.jinja', '.jinja2', '.j2'].sort(),
		);
	});

	test('the configuration file has its schema, and the package carries it', () => {
		const [validation] = manifest.contributes.yamlValidation;
		expect(validation?.fileMatch).toBe(configurationName);
		expect(existsSync(path.join(root, validation?.url ?? 'nowhere'))).toBe(true);
		expect(readFileSync(path.join(root, '.vscodeignore'), 'utf8')).toContain(
			`!${path.dirname(validation?.url ?? '').slice(2)}/**`,
		);
	});

	test('the icon is there', () => {
		expect(existsSync(path.join(root, manifest.icon))).toBe(true);
	});

	test.each(rules.map(({ id }) => id))('the finding %s has its page', id => {
		expect(existsSync(path.join(root, 'docs', 'rules', `${id}.md`))).toBe(true);
	});
});
