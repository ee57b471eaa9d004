import type { PairedFigures } from './consistency';
import { lowestOf, type LadderFigures } from './ladders';
import { byRule, isOfProbe } from './setMeasures';
import type { TruthFigures } from './figures';

/** What a probe is asked to reach. */
export interface Bar {
	readonly name: string;
	readonly least: number;
	/** `undefined` where it was not measured. */
	readonly value: number | undefined;
}

const cheapMargin = 0.05;
const leastBest = 0.9;
const leastIntruders = 0.7;
/** Ladders that are not named here are there to be looked at. */
const leastByRule: Readonly<Record<string, number>> = {
	tasks: 0.85,
	tools: 0.97,
	'banking intents': 0.8,
	'assistant intents': 0.8,
};

/** Every bar with what was reached. Of random and nested draws the lower correlation counts. */
export function barsOf({ consistency, intruders, ladders, contrast, duplicates }: TruthFigures): readonly Bar[] {
	const measures = consistency?.measures;
	const cheap = Object.entries(measures ?? {}).flatMap(([name, { pairedAccuracy }]) =>
		name.endsWith('Fit') || name.startsWith('vScore') ? [] : [pairedAccuracy],
	);
	const separation = (name: string, figures: PairedFigures | undefined): readonly Bar[] => [
		{ name: `${name}, paired accuracy`, least: 0.78, value: figures?.pairedAccuracy },
		{ name: `${name}, AUC`, least: 0.75, value: figures?.auc },
		{
			name: `${name}, above the best cheap measure by`,
			least: cheapMargin,
			value: figures && figures.pairedAccuracy - Math.max(...cheap),
		},
	];
	return [
		...separation('consistency by V-Score', better(measures?.['vScore0'], measures?.['vScore2'])),
		{
			name: 'intruder found by V-Score',
			least: leastIntruders,
			value: largest(intruders?.['vScore0'], intruders?.['vScore2']),
		},
		...separation('consistency by the fit to the definition', measures?.['definitionFit']),
		{ name: 'intruder found by the fit to the task', least: leastIntruders, value: intruders?.['taskFit'] },
		...ladders.flatMap(ladder => {
			const least = leastByRule[ladder.name];
			return least === undefined
				? []
				: [
						{
							name: `ladder of ${ladder.name}, best measure of the probe`,
							least: leastBest,
							value: bestOfProbe(ladder),
						},
						{ name: `ladder of ${ladder.name}, G-Vendi by the rule`, least, value: lowestOf(ladder, byRule) },
					];
		}),
		...contrast
			.filter(({ isByRule }) => isByRule)
			.map(({ source, paraphrase, spread }) => ({
				name: `contrast, ${source}: fall by a paraphrase in spreads`,
				least: 2,
				value: paraphrase / spread,
			})),
		...duplicates.flatMap(({ source, monotone, precision, recall }) => [
			{ name: `duplicates, ${source}: G-Vendi falls`, least: 0.95, value: monotone },
			{ name: `near-duplicate, ${source}: precision`, least: 0.9, value: precision },
			{ name: `near-duplicate, ${source}: recall`, least: 0.9, value: recall },
		]),
	];
}

function bestOfProbe(ladder: LadderFigures): number {
	return Math.max(
		...Object.keys(ladder.measures)
			.filter(isOfProbe)
			.map(name => lowestOf(ladder, name)),
	);
}

function better<T extends { readonly pairedAccuracy: number }>(
	left: T | undefined,
	right: T | undefined,
): T | undefined {
	return (left?.pairedAccuracy ?? 0) >= (right?.pairedAccuracy ?? 0) ? left : right;
}

function largest(...values: readonly (number | undefined)[]): number | undefined {
	const known = values.filter(value => value !== undefined);
	return known.length === 0 ? undefined : Math.max(...known);
}
