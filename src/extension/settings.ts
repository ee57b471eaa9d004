import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { matchesGlob } from '../configuration/glob';
import { UserError } from '../base/errors';
import type { Budget, Price } from '../llm/budgetedModel';
import type { ProviderSetting } from '../probe/provider';
import { serviceAddresses } from '../probe/remote/serviceAddress';
import type { RuleSettings } from '../findings/registry';
import type { MeasureWishes } from '../workflows/inspect';
import { settingIds } from './manifestIds';
import {
	limitSchemas,
	mistakeIn,
	settingSchemas,
	severitySchema,
	type CheckedSetting,
	type SettingValue,
} from './settingSchemas';

/**
 * Typed reading of the settings. Defaults live in `package.json` alone; a value that the setting cannot have counts as
 * not set, of which `SettingMistakes` tells.
 */

export function analyzeOnOpen(uri: vscode.Uri): boolean {
	return read(settingIds.analyzeOnOpen, uri);
}

/** `auto` is no severity, so that such a rule keeps its default. */
export function ruleSettings(uri: vscode.Uri): RuleSettings {
	const rules = recordOf(vscode.workspace.getConfiguration(undefined, uri).get(settingIds.rules));
	const limits = recordOf(rules['limits']);
	return {
		...Object.fromEntries(
			Object.entries(rules).filter(([, severity]) => mistakeIn(severitySchema, severity) === undefined),
		),
		limits: Object.fromEntries(
			Object.entries(limitSchemas).flatMap(([name, schema]) =>
				mistakeIn(schema, limits[name]) === undefined ? [[name, limits[name]]] : [],
			),
		),
	};
}

/** Whether each demonstration gets a line of its own. */
export function showsDemonstrationLenses(uri: vscode.Uri): boolean {
	return read(settingIds.demonstrationLenses, uri);
}

export function showsHovers(uri: vscode.Uri): boolean {
	return read(settingIds.hover, uri);
}

export function showsContributions(uri: vscode.Uri): boolean {
	return read(settingIds.contributions, uri);
}

/** Id of the format that the document is to be read as: that of the first glob that fits its path in the workspace. */
export function preferredFormat(uri: vscode.Uri): string | undefined {
	const path = vscode.workspace.asRelativePath(uri, false);
	return Object.entries(read(settingIds.formats, uri)).find(([glob]) => matchesGlob(glob, path))?.[1];
}

/** Pool files, as written: absolute, or relative to the document's workspace folder. */
export function poolPaths(uri: vscode.Uri): readonly string[] {
	return read(settingIds.pools, uri);
}

/** Which tokens the gradient is to count, and which measure is to be shown first, where the user says so. */
export function measureWishes(uri: vscode.Uri): Pick<MeasureWishes, 'loss' | 'leading'> {
	const loss = read(settingIds.loss, uri);
	const measure = read(settingIds.leadingMeasure, uri);
	return {
		...(loss === 'auto' ? {} : { loss }),
		...(measure === 'auto' ? {} : { leading: { measure, by: 'setting' } }),
	};
}

/** Folder of the checkpoint to read with; `undefined` for the built-in probe. */
export function probePath(): string | undefined {
	const path = read(settingIds.probePath).trim();
	return path === '' ? undefined : path;
}

/** Milliseconds without work after which the probe's process ends. */
export function probeIdleMs(): number {
	return read(settingIds.idleMinutes) * 60 * 1000;
}

/** What the probe runs on. */
export function probeProvider(): ProviderSetting {
	return read(settingIds.probeProvider);
}

/** Where the probe reads: `auto` at the service where one is connected and answers, else here. */
export type ProbeLocation = SettingValue<typeof settingIds.probeLocation>;

export function probeLocation(): ProbeLocation {
	return read(settingIds.probeLocation);
}

/**
 * Addresses of the services that read with the probe; `undefined` for none.
 *
 * @throws {UserError} `service.address`
 */
export function chosenService(): readonly string[] | undefined {
	const addresses = read(settingIds.probeService).trim();
	return addresses === '' ? undefined : serviceAddresses(addresses);
}

export function cacheBytes(): number {
	return read(settingIds.cacheMegabytes) * 1024 * 1024;
}

/** The language model that the user chose: its endpoint, or `editorAddress`, and its name there. */
export function chosenModel(): { readonly address: string; readonly model: string } | undefined {
	const address = read(settingIds.modelAddress).trim();
	const model = read(settingIds.model).trim();
	return address === '' || model === '' ? undefined : { address, model };
}

/** Requests at a time to the language model. */
export function modelRequests(): number {
	return read(settingIds.modelRequests);
}

export function modelPrice(): Price | undefined {
	const { prompt, answer } = read(settingIds.modelPrice);
	return prompt === undefined || answer === undefined ? undefined : { prompt, answer };
}

/**
 * Hard limits of one run that asks the language model.
 *
 * @throws {UserError} `settings.budget`: what is written there is no limit, or cannot be kept, so that nothing would hold
 */
export function modelBudget(): Budget & { readonly calls: number } {
	const id = settingIds.modelBudget;
	const written = vscode.workspace.getConfiguration().get(id);
	const mistake = mistakeIn(settingSchemas[id], written);
	if (mistake !== undefined) {
		throw new UserError(
			'settings.budget',
			l10n.t('The setting {0} {1}. Nothing is asked without its limits.', id, mistake),
			'usage',
		);
	}
	const { calls = usualCalls, tokens, cost } = read(id);
	if (cost !== undefined && modelPrice() === undefined) {
		throw new UserError(
			'settings.budget',
			l10n.t(
				'The setting {0} limits the cost, which is not known without a price. Set prompt and answer in {1}, or take the limit away.',
				id,
				settingIds.modelPrice,
			),
			'usage',
		);
	}
	return { calls, ...(tokens === undefined ? {} : { tokens }), ...(cost === undefined ? {} : { cost }) };
}

/** Where the provenance of an accepted candidate goes. */
export function provenancePlace(uri: vscode.Uri): ProvenancePlace {
	return read(settingIds.provenance, uri);
}

export type ProvenancePlace = SettingValue<typeof settingIds.provenance>;

/** Where the setting names no number of calls: a run without any limit is none that was asked for. */
const usualCalls = 100;

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null ? { ...value } : {};
}

function read<Id extends CheckedSetting>(id: Id, scope?: vscode.Uri): SettingValue<Id> {
	const configuration = vscode.workspace.getConfiguration(undefined, scope);
	const isRight = (value: unknown): value is SettingValue<Id> => mistakeIn(settingSchemas[id], value) === undefined;
	const value = configuration.get<unknown>(id);
	if (isRight(value)) {
		return value;
	}
	const usual: unknown = configuration.inspect(id)?.defaultValue;
	if (isRight(usual)) {
		return usual;
	}
	throw new Error(`the setting ${id} has no default`);
}
