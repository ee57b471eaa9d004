import { expect, test } from 'vitest';
import { LineMap } from '../../../src/base/textRange';
import type { RuleSettings } from '../../../src/findings/registry';
import type { Trust } from '../../../src/protocol/analysis';
import { checkRules } from '../../../src/workflows/checkRules';
import { setOf } from '../findings/demonstrationSet';

const set = setOf(...['a', 'b', 'c', 'd', 'e', 'f'].map(input => ({ input })));
const vScores = [0.4, 0.5, 0.45, -0.9, 0.42, 0.5].map(bitsPerToken => ({ bits: bitsPerToken, bitsPerToken }));

function trust(level: Trust['consistency']['level']): Trust {
	return { diversity: { level: 'trusted', reason: '' }, consistency: { level, reason: '' } };
}

function found(level: Trust['consistency']['level'], settings: RuleSettings = {}): readonly string[] {
	return checkRules(
		{ set, vScores },
		{ document: { name: 'set', text: '' }, lines: new LineMap('') },
		settings,
		trust(level),
	).map(({ severity }) => severity);
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
