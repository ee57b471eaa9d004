/** What the checks in `page/` find, as it comes out of the page. */

export interface RuleResult {
	readonly id: string;
	readonly impact: string | null;
	readonly help: string;
	readonly helpUrl: string;
	readonly nodes: readonly { readonly target: string; readonly html: string; readonly summary: string }[];
}

export interface PageAudit {
	readonly violations: readonly RuleResult[];
	/** What axe cannot decide. */
	readonly incomplete: readonly RuleResult[];
	readonly passes: readonly { readonly id: string; readonly nodes: number }[];
}

/** A place to which the Tab key goes. */
export interface TabStop {
	readonly name: string;
	readonly role: string;
	/** Whether it can be seen to have the focus. */
	readonly isMarked: boolean;
	readonly inView: boolean;
}

export interface ShownText {
	readonly text: string;
	readonly direction: string;
	readonly align: string;
}
