import { expect, test } from 'vitest';
import { finished } from '../../../src/base/steps';
import { LineMap } from '../../../src/base/textRange';
import type { RuleSettings } from '../../../src/findings/registry';
import type { Trust } from '../../../src/protocol/analysis';
import { ruleSteps } from '../../../src/workflows/checkRules';
import { setOf } from '../findings/demonstrationSet';

const set = setOf(...['a', 'b', 'c', 'd', 'e', 'f'].map(input => ({ input })));
const fits = [2.4, 2.5, 2.45, -1.9, 2.42, 2.5];

function trust(level: Trust['fit']['level']): Trust {
	const trusted = { level: 'trusted', reason: '' } as const;
	return { diversity: trusted, consistency: trusted, fit: { level, reason: '' } };
}

function found(level: Trust['fit']['level'], settings: RuleSettings = {}): readonly string[] {
	const place = { document: { name: 'set', text: '' }, lines: new LineMap('') };
	return finished(ruleSteps({ set, fits }, place, settings, trust(level))).map(({ severity }) => severity);
}

test('a rule that rests on a measure is on by default with a probe whose measure is trusted, and with no other', () => {
	expect(found('trusted')).toEqual(['information']);
	expect(found('indicative')).toEqual([]);
	expect(found('unmeasured')).toEqual([]);
});

test('what the user says of a rule outranks what is known of the probe', () => {
	expect(found('indicative', { inconsistent: 'warning' })).toEqual(['warning']);
	expect(found('trusted', { inconsistent: 'off' })).toEqual([]);
});
