import type { Truth } from '../../src/probe/truth';
import type { TruthFigures } from './figures';
import { lowestOf } from './ladders';
import { measureNames } from './tables';

/** Ladders of sets whose outputs are labels for the most part, and those of others. */
const ladders = { labels: ['tools', 'banking intents', 'assistant intents'], other: ['tasks'] } as const;

/**
 * What the product keeps of the figures, beside the probe.
 *
 * @throws {Error} where a part was not measured
 */
export function truthOf({ probe, consistency, ladders: measured }: TruthFigures): Truth {
	const vScore = consistency?.measures['vScore0'];
	if (consistency === undefined || vScore === undefined) {
		throw new Error('consistency was not measured');
	}
	const [[rival, rivalFigures] = ['', vScore]] = Object.entries(consistency.measures)
		.filter(([name]) => !name.endsWith('Fit') && !name.startsWith('vScore'))
		.sort(([, a], [, b]) => b.pairedAccuracy - a.pairedAccuracy);
	const correlation = (names: readonly string[], loss: string): number =>
		Math.min(
			...names.map(name => {
				const ladder = measured.find(figures => figures.name === name);
				if (ladder === undefined) {
					throw new Error(`the ladder of ${name} was not measured`);
				}
				return rounded(lowestOf(ladder, `G-Vendi, ${loss}`));
			}),
		);
	const correlations = (names: readonly string[]): Truth['diversity']['labels'] => ({
		completion: correlation(names, 'completion'),
		joint: correlation(names, 'joint'),
		both: correlation(names, 'both'),
	});
	const fit = consistency.measures['definitionFit'];
	return {
		version: 1,
		revision: probe.revision,
		consistency: {
			tasks: consistency.tasks,
			pairs: vScore.pairs,
			pairedAccuracy: rounded(vScore.pairedAccuracy),
			auc: rounded(vScore.auc),
			rival: { name: measureNames[rival] ?? rival, pairedAccuracy: rounded(rivalFigures.pairedAccuracy) },
			...(fit === undefined ? {} : { fit: { pairedAccuracy: rounded(fit.pairedAccuracy), auc: rounded(fit.auc) } }),
		},
		diversity: { labels: correlations(ladders.labels), other: correlations(ladders.other) },
	};
}

function rounded(value: number): number {
	return Math.round(value * 1000) / 1000;
}
