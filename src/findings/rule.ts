import type { Steps } from '../base/steps';
import type { Span } from '../base/textRange';
import type { DemonstrationSet } from '../demonstrations/demonstration';
import type { Twin } from '../metrics/twins';
import type { RuleId, Severity, Trust } from '../protocol/analysis';
import type { Verification } from '../protocol/candidate';
import type { RuleLimits } from './limits';

/** What a rule may look at. Without a probe there is the set alone; arrays have one entry for each demonstration. */
export interface FindingContext {
	readonly set: DemonstrationSet;
	/** The defaults where they are not given. */
	readonly limits?: RuleLimits;
	/** Every output that the task allows, where that is known. */
	readonly labels?: readonly string[];
	/** How each fits the task of the set: natural log-odds. */
	readonly fits?: readonly (number | undefined)[];
	/** Empty where there are too many demonstrations to compare, as are the twins. */
	readonly contributions?: readonly number[];
	readonly twins?: readonly (Twin | undefined)[];
	/**
	 * How the outputs of accepted candidates were checked, by `textHash` of the demonstration; `null` for one that was not
	 * checked at all. Demonstrations that a person wrote, or changed, are not in it.
	 */
	readonly verifications?: ReadonlyMap<string, Verification | null>;
}

/** What a rule found; its severity and its lines are the caller's. */
export interface RuleFinding {
	/** Id of the demonstration it is about; none for a stretch that could not be read, and for the set as a whole. */
	readonly demonstration?: string;
	readonly span: Span;
	/** One sentence for people. */
	readonly message: string;
	/** Ids of other demonstrations that it involves. */
	readonly related: readonly string[];
}

/** Something that can be wrong with a demonstration. A new one is one file here and a line in the registry. */
export interface Rule {
	readonly id: RuleId;
	readonly defaultSeverity: Severity;
	readonly enabledByDefault: boolean;
	/** The measure it rests on: by default the rule is off with a probe whose measure is not to be trusted. */
	readonly restsOn?: keyof Trust;
	/** Says nothing of demonstrations that a finding of this rule is about or involves: that says it better. */
	readonly impliedBy?: RuleId;
	/** Every finding, in the order of the demonstrations. What needs a probe is skipped where none read the set. */
	check(context: FindingContext): RuleFinding[];
	/** The same in steps, where large sets take long. */
	steps?(context: FindingContext): Steps<RuleFinding[]>;
}
