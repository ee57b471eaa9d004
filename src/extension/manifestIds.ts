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
	connectService: 'demoscope.connectService',
	chooseModel: 'demoscope.chooseModel',
	setApiKey: 'demoscope.setApiKey',
	goToDemonstration: 'demoscope.goToDemonstration',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const settingIds = {
	analyzeOnOpen: 'demoscope.analyzeOnOpen',
	formats: 'demoscope.formats',
	pools: 'demoscope.pools',
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
	/** Followed by a rule's id. */
	rules: 'demoscope.rules',
} as const;

export const contextKeys = {
	/** The active editor, or the one the panel speaks of, holds a demonstration set. */
	recognised: 'demoscope.recognised',
	/** Something runs that *Cancel* would stop. */
	busy: 'demoscope.busy',
} as const;

export const panelViewType = 'demoscope.panel';
