import * as z from 'zod/mini';
import { analysisSchema, type Analysis } from './analysis';
import { evaluationSchema, type Evaluation } from './evaluation';
import { ledgerSchema } from './ledger';
import { reviewSchema, type Review } from './review';
import { scoreRecordSchema, type ScoreRecord } from './scoreHistory';

const progressSchema = z.object({
	message: z.string(),
	done: z.number(),
	total: z.number(),
	/** What was used of a language model so far. */
	ledger: z.optional(ledgerSchema),
});

/** Measures that a language model takes, named as in the analysis. */
export const modelMeasures = ['llmCluster', 'reasoningStyles'] as const;
export type ModelMeasure = (typeof modelMeasures)[number];

/** What the panel can be written to a file as: its map as a drawing or as an image, or all of it. */
export const exportKinds = ['svg', 'png', 'html'] as const;
export type ExportKind = (typeof exportKinds)[number];

/** What the panel shows. The host owns it; the page refetches it and keeps none of it. */
export const panelStateSchema = z.object({
	/** The file's name for people; `null` while no recognised file is open. */
	file: z.nullable(z.string()),
	analysis: z.nullable(analysisSchema),
	/** What is under way, if anything. */
	progress: z.nullable(progressSchema),
	/** Candidates that wait, and what became of the others. */
	review: z.nullable(reviewSchema),
	/** The last evaluation on a validation set. */
	evaluation: z.nullable(evaluationSchema),
	/** What the file scored at its saves, oldest first. */
	history: z.array(scoreRecordSchema),
	/** A failure in words, with what to do next. */
	failure: z.nullable(z.string()),
	/** False in a report without an editor: nothing can be opened, suggested or accepted. */
	interactive: z.boolean(),
});

export interface PanelState {
	readonly file: string | null;
	readonly analysis: Analysis | null;
	readonly progress: Readonly<z.infer<typeof progressSchema>> | null;
	readonly review: Review | null;
	readonly evaluation: Evaluation | null;
	readonly history: readonly ScoreRecord[];
	readonly failure: string | null;
	readonly interactive: boolean;
}

/** What the page may ask of the host. */
export interface PanelHost {
	/** The page is up (again) and wants everything. */
	ready(): Promise<PanelState>;
	/** Reveals and selects a demonstration in the editor. */
	openDemonstration(id: string): Promise<void>;
	analyze(): Promise<void>;
	cancel(): Promise<void>;
	/** Candidates from a pool for one region, or for every sparse one. */
	suggestFromPool(region: number | null): Promise<void>;
	/** Candidates by the language model after what it got wrong on the validation set. */
	extrapolate(): Promise<void>;
	/** Candidates by the language model for one region, or for every sparse one. */
	fillRegion(region: number | null): Promise<void>;
	/** Has a language model take a measure, once the user has seen what that costs. */
	measureByModel(measure: ModelMeasure): Promise<void>;
	/** Reveals an example of the validation file that no demonstration is near. */
	openUncovered(id: string): Promise<void>;
	/** Lets the user pick another probe. */
	chooseProbe(): Promise<void>;
	accept(candidateIds: readonly string[]): Promise<void>;
	/** @param why in the author's words; may be empty */
	reject(candidateIds: readonly string[], why: string): Promise<void>;
	/** Gives a candidate another text, to be measured again. */
	editCandidate(id: string, input: string, output: string): Promise<void>;
	/** Shows what accepting would change in the file. */
	preview(candidateIds: readonly string[]): Promise<void>;
	/** Forgets what waits and what was rejected. */
	clearReview(): Promise<void>;
	/** Forgets what the file scored at its saves, once the user has agreed. */
	clearHistory(): Promise<void>;
	/** Lets the user choose what to write to a file, and where. */
	export(): Promise<void>;
}

/** What the host may tell the page. */
export interface PanelView {
	/** What of its state has changed since the page was up: all of it, or some. */
	show(changes: Partial<PanelState>): Promise<void>;
	/** The editor's cursor stands in these demonstrations. */
	select(ids: readonly string[]): Promise<void>;
	/** What it shows, to be written to a file: text, and of a PNG image its bytes in base64. */
	draw(kind: ExportKind): Promise<string>;
}

const ids = z.array(z.string());

/** Checks on the arguments of each message, run by the side that receives it. */
export const panelHostChecks = {
	ready: z.tuple([]),
	openDemonstration: z.tuple([z.string()]),
	analyze: z.tuple([]),
	cancel: z.tuple([]),
	suggestFromPool: z.tuple([z.nullable(z.number())]),
	extrapolate: z.tuple([]),
	fillRegion: z.tuple([z.nullable(z.number())]),
	measureByModel: z.tuple([z.enum(modelMeasures)]),
	openUncovered: z.tuple([z.string()]),
	chooseProbe: z.tuple([]),
	accept: z.tuple([ids]),
	reject: z.tuple([ids, z.string()]),
	editCandidate: z.tuple([z.string(), z.string(), z.string()]),
	preview: z.tuple([ids]),
	clearReview: z.tuple([]),
	clearHistory: z.tuple([]),
	export: z.tuple([]),
};

export const panelViewChecks = {
	show: z.tuple([z.partial(panelStateSchema)]),
	select: z.tuple([ids]),
	draw: z.tuple([z.enum(exportKinds)]),
};
