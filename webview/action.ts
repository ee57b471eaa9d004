import type { Draft } from './place';
import type { ModelMeasure } from '../src/protocol/panel';

/** What the user asks for anywhere in the panel. */
export type PanelAction =
	| { readonly kind: 'select'; readonly id: string }
	| { readonly kind: 'selectMany'; readonly ids: readonly string[] }
	| { readonly kind: 'open'; readonly id: string }
	| { readonly kind: 'narrow'; readonly region: number | null }
	| { readonly kind: 'analyze' }
	| { readonly kind: 'cancel' }
	| { readonly kind: 'suggest'; readonly region: number | null }
	| { readonly kind: 'measure'; readonly measure: ModelMeasure }
	| { readonly kind: 'openUncovered'; readonly id: string }
	| { readonly kind: 'chooseProbe' }
	| { readonly kind: 'accept'; readonly candidates: readonly string[] }
	| { readonly kind: 'fill'; readonly region: number | null }
	| { readonly kind: 'reject'; readonly candidates: readonly string[]; readonly why: string }
	| { readonly kind: 'editCandidate'; readonly draft: Draft }
	| { readonly kind: 'extrapolate' }
	| { readonly kind: 'preview'; readonly candidates: readonly string[] }
	| { readonly kind: 'clearReview' }
	| { readonly kind: 'clearHistory' }
	| { readonly kind: 'export' };

export type Act = (action: PanelAction) => void;
