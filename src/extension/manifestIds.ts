/** What `package.json` contributes and code refers to; a test holds the two together. */

export const commandIds = {
	analyze: 'demoscope.analyze',
	openPanel: 'demoscope.openPanel',
	suggestFromPool: 'demoscope.suggestFromPool',
	pickBest: 'demoscope.pickBest',
	setTaskDefinition: 'demoscope.setTaskDefinition',
	chooseFormat: 'demoscope.chooseFormat',
	chooseSet: 'demoscope.chooseSet',
	cancel: 'demoscope.cancel',
	showLog: 'demoscope.showLog',
	restartProbe: 'demoscope.restartProbe',
	chooseProbe: 'demoscope.chooseProbe',
	fillSparseRegions: 'demoscope.fillSparseRegions',
	fillRegion: 'demoscope.fillRegion',
	replaceDemonstration: 'demoscope.replaceDemonstration',
	synthesizeFromTask: 'demoscope.synthesizeFromTask',
	extrapolateErrors: 'demoscope.extrapolateErrors',
	evaluate: 'demoscope.evaluate',
	connectService: 'demoscope.connectService',
	chooseModel: 'demoscope.chooseModel',
	setApiKey: 'demoscope.setApiKey',
	goToDemonstration: 'demoscope.goToDemonstration',
	ignoreFinding: 'demoscope.ignoreFinding',
	compareWithSaved: 'demoscope.compareWithSaved',
	compareWithHead: 'demoscope.compareWithHead',
	clearHistory: 'demoscope.clearHistory',
	exportMap: 'demoscope.exportMap',
	exportReport: 'demoscope.exportReport',
	openWalkthrough: 'demoscope.openWalkthrough',
	openExample: 'demoscope.openExample',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const settingIds = {
	analyzeOnOpen: 'demoscope.analyzeOnOpen',
	formats: 'demoscope.formats',
	pools: 'demoscope.pools',
	loss: 'demoscope.loss',
	leadingMeasure: 'demoscope.leadingMeasure',
	probePath: 'demoscope.probe.path',
	probeProvider: 'demoscope.probe.provider',
	probeLocation: 'demoscope.probe.location',
	probeService: 'demoscope.probe.service',
	idleMinutes: 'demoscope.probe.idleMinutes',
	cacheMegabytes: 'demoscope.cache.maxMegabytes',
	modelAddress: 'demoscope.llm.address',
	model: 'demoscope.llm.model',
	modelRequests: 'demoscope.llm.requests',
	modelPrice: 'demoscope.llm.price',
	modelBudget: 'demoscope.llm.budget',
	provenance: 'demoscope.provenance',
	demonstrationLenses: 'demoscope.codeLens.demonstrations',
	hover: 'demoscope.hover',
	contributions: 'demoscope.contributions',
	/** Followed by a rule's id, or by `limits` and the name of a limit. */
	rules: 'demoscope.rules',
} as const;

export const contextKeys = {
	/** The active editor, or the one the panel speaks of, holds a demonstration set. */
	recognised: 'demoscope.recognised',
	/** Something runs that *Cancel* would stop. */
	busy: 'demoscope.busy',
	/** Candidates wait for the active set. */
	proposed: 'demoscope.proposed',
} as const;

/** Of the read-only documents that show what a document was. */
export const formerScheme = 'demoscope-former';
/** Of the read-only documents that show what accepting would change. */
export const previewScheme = 'demoscope-preview';

export const panelViewType = 'demoscope.panel';

/** The walkthrough, as the editor calls it: by the extension's id and its own. */
export const walkthroughId = 'demoscope.demoscope#start';

/** Of the server that the editor can start for agents. */
export const mcpProviderId = 'demoscope.mcp';

/** Tools for agents. What they take and do stands in `src/protocol/agentTools.ts`, which is not loaded for their names. */
export const agentToolIds = {
	score: 'score_demonstrations',
	check: 'check_demonstrations',
	suggest: 'suggest_demonstrations',
} as const;
