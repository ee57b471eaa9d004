import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { settingIds } from './manifestIds';
import type { Notices } from './notices';
import { limitSchemas, measuredSeveritySchema, mistakeIn, settingSchemas } from './settingSchemas';

const section = 'demoscope';
const longestValue = 40;

/** Says once of each setting that has a value it cannot have, which is as if it were not set. */
export class SettingMistakes implements vscode.Disposable {
	private readonly subscription: vscode.Disposable;
	/** Sentences that were said. One that is put right and comes back is news. */
	private told = new Set<string>();

	constructor(private readonly notices: Notices) {
		this.subscription = vscode.workspace.onDidChangeConfiguration(change => {
			if (change.affectsConfiguration(section)) {
				this.look();
			}
		});
		this.look();
	}

	dispose(): void {
		this.subscription.dispose();
	}

	private look(): void {
		const scopes = [null, ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri)];
		const found = new Map(
			scopes.flatMap(scope => {
				const configuration = vscode.workspace.getConfiguration(undefined, scope);
				return settingMistakes(configuration).map(
					([sentence, id]) => [sentence, { id, isInWorkspace: isInWorkspace(configuration, id) }] as const,
				);
			}),
		);
		for (const [sentence, { id, isInWorkspace }] of found) {
			if (!this.told.has(sentence)) {
				this.notices.settingMistaken(id, sentence, isInWorkspace);
			}
		}
		this.told = new Set(found.keys());
	}
}

/** A sentence for each setting that has a value it cannot have, with the setting's id. */
export function settingMistakes(
	configuration: Pick<vscode.WorkspaceConfiguration, 'get'>,
): readonly (readonly [sentence: string, id: string])[] {
	const rules = Object.keys(configuration.get<object>(settingIds.rules) ?? {}).filter(name => name !== 'limits');
	const schemas = [
		...Object.entries(settingSchemas),
		...rules.map(name => [`${settingIds.rules}.${name}`, measuredSeveritySchema] as const),
		...Object.entries(limitSchemas).map(([name, schema]) => [`${settingIds.rules}.limits.${name}`, schema] as const),
	];
	return schemas.flatMap(([id, schema]) => {
		const value: unknown = configuration.get(id);
		const mistake = value === undefined ? undefined : mistakeIn(schema, value);
		return mistake === undefined
			? []
			: [[l10n.t('The setting {0} {1}, not {2}. Its default is used.', id, mistake, shown(value)), id] as const];
	});
}

/** Whether the value that counts is one of the workspace and not the user's. */
function isInWorkspace(configuration: vscode.WorkspaceConfiguration, id: string): boolean {
	const { workspaceValue, workspaceFolderValue } = configuration.inspect(id) ?? {};
	return workspaceValue !== undefined || workspaceFolderValue !== undefined;
}

function shown(value: unknown): string {
	const text = JSON.stringify(value);
	return text.length <= longestValue ? text : `${text.slice(0, longestValue)}…`;
}
