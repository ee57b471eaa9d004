import * as vscode from 'vscode';
import { mcpProviderId } from './manifestIds';

/** Tells the editor how to start `demoscope mcp`, for agents that speak the Model Context Protocol. */
export function provideMcpServer(context: vscode.ExtensionContext): vscode.Disposable {
	const { version } = context.extension.packageJSON as { readonly version: string };
	return vscode.lm.registerMcpServerDefinitionProvider(mcpProviderId, {
		provideMcpServerDefinitions: () => {
			const [folder] = vscode.workspace.workspaceFolders ?? [];
			const definition = new vscode.McpStdioServerDefinition(
				'Demoscope',
				process.execPath,
				[context.asAbsolutePath('dist/cli.js'), 'mcp'],
				{ ELECTRON_RUN_AS_NODE: '1' },
				version,
			);
			if (folder !== undefined) {
				definition.cwd = folder.uri;
			}
			return [definition];
		},
	});
}
