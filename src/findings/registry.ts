import type { RuleId, Severity } from '../protocol/analysis';
import { conflictingLabel } from './conflictingLabel';
import { inconsistent } from './inconsistent';
import { nearDuplicate } from './nearDuplicate';
import { parseError } from './parseError';
import type { Rule } from './rule';
import { unknownLabel } from './unknownLabel';

/** Every rule. */
export const rules: readonly Rule[] = [parseError, conflictingLabel, unknownLabel, nearDuplicate, inconsistent];

/** What the user wants of each rule; one that is not named keeps its default. */
export type RuleSettings = { readonly [Id in RuleId]?: Severity | 'off' };
