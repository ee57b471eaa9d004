import type { Ignored } from '../configuration/configuration';
import type { RuleId, Severity } from '../protocol/analysis';
import { conflictingLabel } from './conflictingLabel';
import { formatDrift } from './formatDrift';
import { inconsistent } from './inconsistent';
import { labelImbalance } from './labelImbalance';
import type { RuleLimits } from './limits';
import { lowContribution } from './lowContribution';
import { nearDuplicate } from './nearDuplicate';
import { parseError } from './parseError';
import type { Rule } from './rule';
import { tooLong } from './tooLong';
import { unknownLabel } from './unknownLabel';
import { unverifiedAnswer } from './unverifiedAnswer';

/** Every rule. One that is implied by another comes after it. */
export const rules: readonly Rule[] = [
	parseError,
	conflictingLabel,
	unknownLabel,
	nearDuplicate,
	formatDrift,
	labelImbalance,
	tooLong,
	unverifiedAnswer,
	inconsistent,
	lowContribution,
];

/** What the user wants of each rule; one that is not named keeps its default. */
export interface RuleSettings extends Severities {
	readonly limits?: Partial<RuleLimits>;
	/** Findings that someone has looked at and does not want to see. */
	readonly ignored?: readonly Ignored[];
}

type Severities = { readonly [Id in RuleId]?: Severity | 'off' };
