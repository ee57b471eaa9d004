import type { StrategyTools } from './asker';
import { blindSpots } from './blindSpots';
import { prismatic } from './prismatic';
import type { Strategy } from './strategy';
import { styles } from './styles';
import { vSynthesis } from './vSynthesis';

/** The strategies that ask a language model, by the names they are chosen by. */
export const strategies = {
	prismatic,
	'v-synthesis': vSynthesis,
	styles,
	'blind-spots': blindSpots,
} as const satisfies Readonly<Record<string, (tools: StrategyTools) => Strategy>>;

export type StrategyId = keyof typeof strategies;

export const strategyIds = Object.keys(strategies) as readonly StrategyId[];

/** Calls that a proposal is expected to cost: two come of one answer, but a blind spot is first found by several. */
export const callsPerProposal: Readonly<Record<StrategyId, number>> = {
	prismatic: 0.5,
	'v-synthesis': 0.5,
	styles: 0.5,
	'blind-spots': 5,
};
