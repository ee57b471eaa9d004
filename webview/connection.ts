import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { UserError } from '../src/base/errors';
import { connect, type Port } from '../src/base/rpc';
import { embeddedStatesId, embeddedTextsId } from '../src/protocol/page';
import {
	panelStateSchema,
	panelViewChecks,
	type PanelHost,
	type PanelState,
	type PanelView,
} from '../src/protocol/panel';
import { nowhere, parsePlace, type Place } from './place';

/** What the page needs from around it. */
export interface Connection {
	readonly host: PanelHost;
	/** Where the user was when the page was last up. */
	readonly place: Place;
	rememberPlace(place: Place): void;
}

interface EditorApi {
	postMessage(message: unknown): void;
	getState(): unknown;
	setState(state: unknown): void;
}

declare function acquireVsCodeApi(): EditorApi;

/** A page in the editor: the host is at the other end of the webview's messages. */
export function editorConnection(view: PanelView): Connection {
	const editor = acquireVsCodeApi();
	const local: PanelView = {
		show: state => view.show(state),
		select: ids => view.select(ids),
		draw: kind => view.draw(kind),
	};
	return {
		host: connect<PanelHost, PanelView>(webviewPort(editor), local, panelViewChecks),
		place: parsePlace(editor.getState()),
		rememberPlace: place => editor.setState(place),
	};
}

/** A report: it has its state, and nobody to ask. */
export function reportConnection(state: PanelState): Connection {
	const refuse = () =>
		Promise.reject(
			new UserError('panel.report', l10n.t('A report only shows. Open the file in the editor to do this.'), 'usage'),
		);
	return {
		host: {
			ready: () => Promise.resolve(state),
			openDemonstration: refuse,
			analyze: refuse,
			cancel: refuse,
			suggestFromPool: refuse,
			measureByModel: refuse,
			openUncovered: refuse,
			chooseProbe: refuse,
			accept: refuse,
			reject: refuse,
			fillRegion: refuse,
			extrapolate: refuse,
			editCandidate: refuse,
			preview: refuse,
			clearReview: refuse,
			clearHistory: refuse,
			export: refuse,
		},
		place: nowhere,
		rememberPlace: () => undefined,
	};
}

/** The states written into the page; none in the editor. */
export function embeddedStates(page: Document): readonly PanelState[] {
	const text = page.getElementById(embeddedStatesId)?.textContent;
	return text ? z.array(panelStateSchema).parse(JSON.parse(text)) : [];
}

/** The translation written into the page; empty where it speaks English. */
export function embeddedTexts(page: Document): Record<string, string> {
	const text = page.getElementById(embeddedTextsId)?.textContent;
	return text ? z.record(z.string(), z.string()).parse(JSON.parse(text)) : {};
}

function webviewPort(editor: EditorApi): Port {
	return {
		send: message => editor.postMessage(message),
		onMessage: receive =>
			window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
				if (typeof data === 'object' && data !== null && 'kind' in data) {
					receive(data);
				}
			}),
		// The page goes when its host does.
		onClose: () => undefined,
	};
}
