import { estimatedTokens } from '../../llm/budgetedModel';
import type { Usage } from '../../llm/chatModel';
import { answerForm } from '../../synthesis/answerForm';
import { efforts, type StrategyId } from '../../synthesis/registry';
import type { VoteRule } from '../../synthesis/verify';
import type { SynthesisBase } from './synthesisBase';

/** What a run is expected to take, and what it may take at most. */
export interface SynthesisPlan {
	readonly expectedCalls: number;
	readonly mostCalls: number;
	/** Of the expected calls, roughly, for prompts and answers. */
	readonly tokens: number;
	/** The same tokens, as they are paid for. */
	readonly use: Usage;
	/** Calls to check one proposal. */
	readonly callsPerCheck: number;
}

export interface PlanOptions {
	readonly strategy: StrategyId;
	readonly count: number;
	readonly calls: number;
	readonly voteRule: VoteRule;
	readonly answers: number;
}

/** For each candidate that is wanted so many are checked, as some fail. */
export const checkedPerCandidate = 1.25;

/** Of a prompt without its examples, and of the examples in it. */
const instructionTokens = 250;
const examplesInPrompt = 4;

export function synthesisPlan(
	{ task, demonstrations }: SynthesisBase,
	{ strategy, count, calls, voteRule, answers }: PlanOptions,
): SynthesisPlan {
	const isJudged = answerForm(demonstrations.map(({ output }) => output)) === 'text';
	const callsPerCheck = voteRule === 'none' ? 0 : answers + (isJudged ? 1 : 0);
	const { callsPerProposal, proposalsPerCandidate } = efforts[strategy];
	const callsPerCandidate = proposalsPerCandidate * callsPerProposal + checkedPerCandidate * callsPerCheck;
	const expectedCalls = Math.min(calls, Math.ceil(count * callsPerCandidate));
	const characters = demonstrations.reduce((sum, { input, output }) => sum + input.length + output.length, 0);
	const perExample = characters / Math.max(1, demonstrations.length);
	const promptTokens = instructionTokens + estimatedTokens((task?.length ?? 0) + examplesInPrompt * perExample);
	const use = {
		promptTokens: expectedCalls * promptTokens,
		answerTokens: expectedCalls * estimatedTokens(perExample),
	};
	return { expectedCalls, mostCalls: calls, tokens: use.promptTokens + use.answerTokens, use, callsPerCheck };
}
