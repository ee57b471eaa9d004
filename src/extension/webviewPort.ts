import type * as vscode from 'vscode';
import type { Port } from '../base/rpc';

/** The wire to a panel's page. It closes with the panel. */
export function webviewPort(panel: vscode.WebviewPanel): Port {
	return {
		send: message => void panel.webview.postMessage(message),
		onMessage: receive => panel.webview.onDidReceiveMessage(receive),
		onClose: closed => panel.onDidDispose(() => closed('The panel was closed.')),
	};
}
