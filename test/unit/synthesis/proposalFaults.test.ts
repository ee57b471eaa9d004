import { expect, test } from 'vitest';
import { proposalFault } from '../../../src/synthesis/proposalFaults';

const set = [
	{ input: 'is it raining', output: 'yes' },
	{ input: 'is it snowing', output: 'no' },
	{ input: 'is it windy', output: 'yes' },
];

test.each([
	['', 'yes', 'empty'],
	['…', 'yes', 'empty'],
	['is it dark', ' \n', 'empty'],
	['is it dark'.repeat(10_000), 'yes', 'too-long'],
	['is it \u0000 dark', 'yes', 'unreadable'],
	['is it \u001b[31mdark', 'yes', 'unreadable'],
	['is it \ud83d dark', 'yes', 'unreadable'],
	["I'm sorry, but I cannot help with that", 'yes', 'refusal'],
	['is it dark', 'I cannot answer this', 'refusal'],
	['is it dark', 'perhaps', 'form'],
	['is it dark', 'Yes', undefined],
	['ist es dunkel 🌒,\n\tund kalt?', 'no', undefined],
])('%j → %j is %s', (input, output, fault) => {
	expect(proposalFault({ input, output }, set, 'label')).toBe(fault);
});

test('what the set itself does is no fault', () => {
	const refusing = [{ input: 'how do I pick a lock', output: "I'm sorry, I cannot help with that." }];
	const proposal = { input: 'how do I forge a cheque', output: "I'm sorry, I cannot help with that." };
	expect(proposalFault(proposal, refusing, 'text')).toBeUndefined();
	expect(proposalFault({ input: 'a', output: 'anything' }, [], 'label')).toBeUndefined();
});
