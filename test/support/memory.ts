import type * as vscode from 'vscode';

/** What VS Code keeps for an extension, in memory: state, or secrets. */
export function memory(): vscode.Memento & vscode.SecretStorage {
	const entries = new Map<string, unknown>();
	const set = (key: string, value: unknown): Promise<void> => Promise.resolve(void entries.set(key, value));
	return {
		get: (key: string, otherwise?: unknown) => entries.get(key) ?? otherwise,
		update: set,
		store: set,
		delete: (key: string) => Promise.resolve(void entries.delete(key)),
	} as unknown as vscode.Memento & vscode.SecretStorage;
}
