import type { Uri } from 'vscode';
import type { Evaluation } from '../protocol/evaluation';
import type { KeptReview } from '../workflows/review/reviewList';
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
	/** Candidates that wait for review, and what became of the others. */
	reviewOf(uri: Uri): KeptReview | undefined;
	/** What the language model last got right with the document's set. */
	evaluationOf(uri: Uri): Evaluation | undefined;
	/** Puts candidates into their document, as the panel does. */
	accept(uri: Uri, candidateIds: readonly string[]): Promise<void>;
	reject(uri: Uri, candidateIds: readonly string[], why: string): Promise<void>;
	/** Gives a candidate another text. */
	editCandidate(uri: Uri, id: string, input: string, output: string): Promise<void>;
	/** Shows what accepting would change. */
	preview(uri: Uri, candidateIds: readonly string[]): Promise<void>;
}
