import type { StrategyTools } from './asker';
import { blindSpots } from './blindSpots';
import { prismatic } from './prismatic';
import { s3 } from './s3';
import type { Strategy } from './strategy';
import { styles } from './styles';
import { vSynthesis } from './vSynthesis';

/** The strategies that ask a language model, by the names they are chosen by. */
export const strategies = {
	prismatic,
	'v-synthesis': vSynthesis,
	s3,
	styles,
	'blind-spots': blindSpots,
} as const satisfies Readonly<Record<string, (tools: StrategyTools) => Strategy>>;

export type StrategyId = keyof typeof strategies;

export const strategyIds = Object.keys(strategies) as readonly StrategyId[];

export interface Effort {
	/** Calls that a proposal is expected to cost: two come of one answer, but a blind spot and a mistake are first found by several. */
	readonly callsPerProposal: number;
	/** So many are asked for each candidate that is wanted, for the best of them to be chosen. */
	readonly proposalsPerCandidate: number;
}

/** *Ours:* proposals are cheap beside the answers that check them, but where finding one takes calls of its own. */
export const efforts: Readonly<Record<StrategyId, Effort>> = {
	prismatic: { callsPerProposal: 0.5, proposalsPerCandidate: 8 },
	'v-synthesis': { callsPerProposal: 0.5, proposalsPerCandidate: 8 },
	s3: { callsPerProposal: 3, proposalsPerCandidate: 2 },
	styles: { callsPerProposal: 0.5, proposalsPerCandidate: 8 },
	'blind-spots': { callsPerProposal: 5, proposalsPerCandidate: 1.5 },
};
