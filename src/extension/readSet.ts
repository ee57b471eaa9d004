import * as l10n from '@vscode/l10n';
import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import { inTurns } from '../base/steps';
import { claimSteps, detectFormat, formatById } from '../demonstrations/registry';
import { measureInspected } from '../workflows/analyze';
import { carriedFindings } from '../workflows/carriedFindings';
import { chooseInput } from '../workflows/chooseInput';
import { inspectSteps, type InspectedSet } from '../workflows/inspect';
import { largestPairwise } from '../workflows/largestPairwise';
import type { Progress, Services } from '../workflows/services';
import type { DocumentSources } from './documentSources';
import type { Notices } from './notices';
import type { SetState } from './setState';
import { analyzeOnOpen } from './settings';

/** Longer documents, in UTF-16 units, are not looked at: sets of that size are for the command line. */
const largestText = 16 * 1024 * 1024;

/** How much of a document that is not looked at is read to know what it is. */
const sampleLength = 256 * 1024;

/** Sets with more demonstrations than this are read only when the user asks. */
const largestUnasked = largestPairwise;

const progressMilliseconds = 200;

export interface SetReader {
	readonly services: Services;
	readonly notices: Notices;
	readonly sources: DocumentSources;
	/** Told of every state on the way; `undefined` where the document holds no demonstrations. */
	readonly publish: (state: SetState | undefined) => void;
}

/**
 * Brings what is known of a document up to date: at once what needs no probe, then, where it is wanted, the readings.
 *
 * @param asked whether the user asked for it, so that settings and size do not matter
 */
export async function readSet(
	{ services, notices, sources, publish }: SetReader,
	document: vscode.TextDocument,
	previous: SetState | undefined,
	asked: boolean,
	signal: AbortSignal,
): Promise<void> {
	if (isTooLarge(document)) {
		notices.fileTooLarge(vscode.workspace.asRelativePath(document.uri, false));
	}
	const inspected = await inspectDocument(document, sources, previous?.inspected, signal);
	await setImmediate(undefined, { signal }); // what listens has a turn of its own
	if (inspected === undefined) {
		publish(undefined);
		return;
	}
	const { uri, version } = document;
	const earlier = previous?.analyzed === undefined ? {} : { analyzed: previous.analyzed };
	const state: SetState = { uri, version, inspected, ...earlier };
	const count = inspected.set.demonstrations.length;
	const wanted = asked || previous?.analyzed !== undefined || (count <= largestUnasked && analyzeOnOpen(uri));
	if (count === 0 || !wanted) {
		publish(state);
		return;
	}
	const carried = previous?.analyzed && { findings: carriedFindings(inspected, previous.analyzed) };
	const reading = (progress: Progress) => publish({ ...state, ...carried, progress });
	reading({ message: l10n.t('Reading demonstrations'), done: 0, total: count });
	try {
		const analyzed = await measureInspected(
			services,
			inspected,
			previous?.analyzed === undefined ? {} : { previous: previous.analyzed },
			{
				signal,
				priority: isVisible(document) ? 1 : 0,
				onProgress: throttled(reading),
				onFindings: findings => {
					const progress = { message: l10n.t('Reading demonstrations'), done: count, total: count };
					publish({ ...state, findings, isCompared: true, progress });
				},
			},
		);
		await setImmediate(undefined, { signal });
		publish({ ...state, analyzed });
	} catch (error) {
		signal.throwIfAborted();
		const failure = notices.describe(error);
		publish({ ...state, failure });
		notices.showFailureOnce(error, failure);
	}
}

/** True for demonstrations that are too many to be looked at here; other large files are none of our business. */
function isTooLarge(document: vscode.TextDocument): boolean {
	const text = document.getText();
	const beginning = { name: document.uri.path, text: text.slice(0, sampleLength) };
	return text.length > largestText && detectFormat(beginning) !== undefined;
}

/** What someone looks at is read first. */
function isVisible(document: vscode.TextDocument): boolean {
	return vscode.window.visibleTextEditors.some(editor => editor.document === document);
}

/**
 * The document's demonstrations by its present text, if it is in a known format or one was chosen for it; formats are
 * kept through typing.
 */
export async function inspectDocument(
	document: vscode.TextDocument,
	sources: DocumentSources,
	previous: InspectedSet | undefined,
	signal?: AbortSignal,
): Promise<InspectedSet | undefined> {
	const found = await sources.of(document.uri);
	const source = { name: vscode.workspace.asRelativePath(document.uri, false), text: document.getText() };
	if (source.text.length > largestText) {
		return undefined;
	}
	const input = chooseInput(source, found);
	const chosen = input.format === undefined ? undefined : formatById(input.format);
	const format = chosen ?? (await inTurns(claimSteps(source), signal))[0]?.format ?? previous?.format;
	if (format === undefined) {
		return undefined;
	}
	const earlier = previous === undefined ? {} : { previous };
	return await inTurns(inspectSteps({ ...input, ...earlier, format: format.id }), signal);
}

/** Lets a call through only some time after the one before it: nobody reads faster. */
function throttled(report: (progress: Progress) => void): (progress: Progress) => void {
	let last = performance.now();
	return progress => {
		const now = performance.now();
		if (now - last >= progressMilliseconds) {
			last = now;
			report(progress);
		}
	};
}
