/** Tokens that the loss of a gradient counts. */
export const losses = ['completion', 'joint', 'both'] as const;

/** Measures of diversity of which one is shown first. */
export const leadingMeasures = ['gVendi', 'vendi2', 'vendiInf', 'embeddingVendi', 'ngramVendi'] as const;

export type LeadingMeasure = (typeof leadingMeasures)[number];

/** For people. */
export const leadingNames: Readonly<Record<LeadingMeasure, string>> = {
	gVendi: 'G-Vendi',
	vendi2: 'Vendi of order 2',
	vendiInf: 'Vendi of order ∞',
	embeddingVendi: 'embedding Vendi',
	ngramVendi: 'n-gram Vendi',
};
