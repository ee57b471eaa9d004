import type { Uri } from 'vscode';
import type { Suggestions } from '../protocol/candidate';
import type { SetState } from './setState';

/** What `activate` gives to others: enough to look at what the extension knows, and to wait for it. */
export interface ExtensionApi {
	/** What is known of an open document; nothing where it holds no demonstrations. */
	setOf(uri: Uri): SetState | undefined;
	/** The same once nothing is under way for the document any more. */
	whenIdle(uri: Uri): Promise<SetState | undefined>;
	/** Process that runs the probe, while there is one. */
	probeProcessId(): Promise<number | undefined>;
	/** Texts that the probe has read so far; what the cache knew was not read. */
	probeReadings(): number;
	/** Candidates that wait for review. */
	suggestionsOf(uri: Uri): Suggestions | undefined;
	/** Puts candidates into their document, as the panel does. */
	accept(uri: Uri, candidateIds: readonly string[]): Promise<void>;
	reject(uri: Uri, candidateIds: readonly string[]): Promise<void>;
}
