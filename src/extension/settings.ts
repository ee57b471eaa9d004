import * as vscode from 'vscode';
import { matchesGlob } from '../configuration/glob';
import type { Budget, Price } from '../llm/budgetedModel';
import type { Severity } from '../protocol/analysis';
import { leadingMeasures, losses } from '../protocol/measures';
import { isProviderSetting, type ProviderSetting } from '../probe/provider';
import { defaultLimits } from '../findings/limits';
import { serviceAddresses } from '../probe/remote/serviceAddress';
import type { RuleSettings } from '../findings/registry';
import type { MeasureWishes } from '../workflows/inspect';
import { settingIds } from './manifestIds';

/** Typed reading of the settings. Defaults live in `package.json` alone; a value of the wrong type counts as not set. */

export function analyzeOnOpen(uri: vscode.Uri): boolean {
	return read(settingIds.analyzeOnOpen, isBoolean, uri);
}

/** `auto` is no severity, so that such a rule keeps its default. */
export function ruleSettings(uri: vscode.Uri): RuleSettings {
	const rules = read(settingIds.rules, isRecord, uri);
	const limits = isRecord(rules['limits']) ? rules['limits'] : {};
	return {
		...Object.fromEntries(Object.entries(rules).filter(([, severity]) => isSeverity(severity))),
		limits: Object.fromEntries(
			Object.keys(defaultLimits).flatMap(name => (isNumber(limits[name]) ? [[name, limits[name]]] : [])),
		),
	};
}

/** Whether each demonstration gets a line of its own. */
export function showsDemonstrationLenses(uri: vscode.Uri): boolean {
	return read(settingIds.demonstrationLenses, isBoolean, uri);
}

export function showsHovers(uri: vscode.Uri): boolean {
	return read(settingIds.hover, isBoolean, uri);
}

export function showsContributions(uri: vscode.Uri): boolean {
	return read(settingIds.contributions, isBoolean, uri);
}

/** Id of the format that the document is to be read as: that of the first glob that fits its path in the workspace. */
export function preferredFormat(uri: vscode.Uri): string | undefined {
	const path = vscode.workspace.asRelativePath(uri, false);
	const chosen = Object.entries(read(settingIds.formats, isRecord, uri)).find(([glob]) => matchesGlob(glob, path))?.[1];
	return isString(chosen) ? chosen : undefined;
}

/** Pool files, as written: absolute, or relative to the document's workspace folder. */
export function poolPaths(uri: vscode.Uri): readonly string[] {
	return read(settingIds.pools, isStrings, uri);
}

/** Which tokens the gradient is to count, and which measure is to be shown first, where the user says so. */
export function measureWishes(uri: vscode.Uri): Pick<MeasureWishes, 'loss' | 'leading'> {
	const loss = losses.find(known => known === read(settingIds.loss, isString, uri));
	const measure = leadingMeasures.find(known => known === read(settingIds.leadingMeasure, isString, uri));
	return {
		...(loss === undefined ? {} : { loss }),
		...(measure === undefined ? {} : { leading: { measure, by: 'setting' } }),
	};
}

/** Folder of the checkpoint to read with; `undefined` for the built-in probe. */
export function probePath(): string | undefined {
	const path = read(settingIds.probePath, isString).trim();
	return path === '' ? undefined : path;
}

/** Milliseconds without work after which the probe's process ends. */
export function probeIdleMs(): number {
	return read(settingIds.idleMinutes, isPositive) * 60 * 1000;
}

/** What the probe runs on. */
export function probeProvider(): ProviderSetting {
	return read(settingIds.probeProvider, isProviderSetting);
}

/** Where the probe reads: `auto` at the service where one is connected and answers, else here. */
export type ProbeLocation = 'auto' | 'local' | 'remote';

export function probeLocation(): ProbeLocation {
	return read(settingIds.probeLocation, isLocation);
}

/**
 * Addresses of the services that read with the probe; `undefined` for none.
 *
 * @throws {UserError} `service.address`
 */
export function chosenService(): readonly string[] | undefined {
	const addresses = read(settingIds.probeService, isString).trim();
	return addresses === '' ? undefined : serviceAddresses(addresses);
}

export function cacheBytes(): number {
	return read(settingIds.cacheMegabytes, isPositive) * 1024 * 1024;
}

/** The language model that the user chose: its endpoint, or `editorAddress`, and its name there. */
export function chosenModel(): { readonly address: string; readonly model: string } | undefined {
	const address = read(settingIds.modelAddress, isString).trim();
	const model = read(settingIds.model, isString).trim();
	return address === '' || model === '' ? undefined : { address, model };
}

/** Requests at a time to the language model. */
export function modelRequests(): number {
	return Math.ceil(read(settingIds.modelRequests, isPositive));
}

export function modelPrice(): Price | undefined {
	const { prompt, answer } = read(settingIds.modelPrice, isRecord);
	return isPrice(prompt) && isPrice(answer) ? { prompt, answer } : undefined;
}

/** Hard limits of one run that asks the language model. */
export function modelBudget(): Budget & { readonly calls: number } {
	const { calls, tokens, cost } = read(settingIds.modelBudget, isRecord);
	return {
		calls: isPositive(calls) ? Math.floor(calls) : usualCalls,
		...(isPositive(tokens) ? { tokens } : {}),
		...(isPositive(cost) ? { cost } : {}),
	};
}

/** Where the provenance of an accepted candidate goes. */
export function provenancePlace(uri: vscode.Uri): ProvenancePlace {
	return read(settingIds.provenance, isProvenancePlace, uri);
}

export type ProvenancePlace = 'none' | 'sidecar' | 'metadata';

/** Where the setting names no number of calls: a run without any limit is none that was asked for. */
const usualCalls = 100;

const severities: Readonly<Record<Severity | 'off', true>> = {
	off: true,
	error: true,
	warning: true,
	information: true,
	hint: true,
};

const isBoolean = (value: unknown) => typeof value === 'boolean';
const isString = (value: unknown) => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isPositive = (value: unknown): value is number => typeof value === 'number' && value > 0;
const isPrice = (value: unknown): value is number => typeof value === 'number' && value >= 0;
const isProvenancePlace = (value: unknown): value is ProvenancePlace =>
	value === 'none' || value === 'sidecar' || value === 'metadata';
const isStrings = (value: unknown): value is string[] => Array.isArray(value) && value.every(isString);
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isLocation = (value: unknown): value is ProbeLocation =>
	value === 'auto' || value === 'local' || value === 'remote';
const isSeverity = (value: unknown) => typeof value === 'string' && Object.hasOwn(severities, value);

function read<T>(id: string, isValid: (value: unknown) => value is T, scope?: vscode.Uri): T {
	const configuration = vscode.workspace.getConfiguration(undefined, scope);
	const value = configuration.get(id);
	const chosen = isValid(value) ? value : configuration.inspect(id)?.defaultValue;
	if (!isValid(chosen)) {
		throw new Error(`the setting ${id} has no default`);
	}
	return chosen;
}
