import type { Example, ProbeModel } from '../../src/probe/probeModel';
import { mean } from '../../src/numeric/statistics';
import { measureConsistency, measureConsistencyInContext } from '../../src/workflows/consistency';
import { measureDefinitionFit, measureTaskFit } from '../../src/workflows/taskFit';
import { cheapFits, cheapFitter } from './cheapFit';
import type { Group } from './data';
import { drawOf, pick, shuffled } from './draw';
import { areaUnderCurve, bootstrapInterval } from './statistics';

const taskCount = 40;
const demonstrationCount = 10;

/** How often a measure is higher under the right definition than under a wrong one. */
export interface PairedFigures {
	readonly pairedAccuracy: number;
	/** 95 % by bootstrap over tasks. */
	readonly interval: readonly [low: number, high: number];
	readonly auc: number;
	readonly pairs: number;
}

export interface ConsistencyFigures {
	readonly tasks: number;
	/** By measure: the fits to the definition and to the task, V-Score with no and with two examples in context, and the cheap ones. */
	readonly measures: Readonly<Record<string, PairedFigures>>;
}

interface Case {
	readonly task: string;
	readonly right: number;
	readonly wrong: number;
}

/** The same demonstration under its own definition and under that of another task, drawn at random. */
export async function measureDefinitions(probe: ProbeModel, groups: readonly Group[]): Promise<ConsistencyFigures> {
	const chosen = chooseTasks(groups);
	const fit = cheapFitter(
		probe,
		chosen.map(({ task }) => task),
	);
	const cases = new Map<string, Case[]>();
	const add = (measure: string, task: string, right: number | undefined, wrong: number | undefined): void => {
		if (right !== undefined && wrong !== undefined) {
			cases.set(measure, [...(cases.get(measure) ?? []), { task, right, wrong }]);
		}
	};
	for (const { name, task, examples } of chosen) {
		const set = examples.slice(0, demonstrationCount);
		const others = chosen.filter(other => other.task !== task);
		for (const [place, example] of set.entries()) {
			const wrong = pick(others, drawOf('wrong definition', name, place)).task;
			for (const [measure, measureSet] of probeFits) {
				const [right] = await measureSet(probe, task, set, [place]);
				const [other] = await measureSet(probe, wrong, set, [place]);
				add(measure, name, right, other);
			}
			const right = await fit(example, task);
			const other = await fit(example, wrong);
			for (const measure of cheapFits) {
				add(measure, name, right[measure], other[measure]);
			}
		}
	}
	const measures = [...cases].map(([measure, list]) => [measure, compare(list, measure)] as const);
	return { tasks: chosen.length, measures: Object.fromEntries(measures) };
}

/** Tasks with demonstrations enough, in a fixed random order. */
export function chooseTasks(groups: readonly Group[]): readonly Group[] {
	const usable = groups.filter(({ examples }) => examples.length > demonstrationCount);
	return shuffled(usable, drawOf('tasks')).slice(0, taskCount);
}

type MeasureSet = (
	probe: ProbeModel,
	task: string,
	set: readonly Example[],
	places: readonly number[],
) => Promise<readonly (number | undefined)[]>;

/**
 * The fit to the definition, and to the task, which goes by the rest of the set as well; V-Scores in bits per token by what a
 * demonstration is shown with: nothing, as the product does, or the two most similar others of the set.
 */
export const probeFits: readonly (readonly [measure: string, measureSet: MeasureSet])[] = [
	['definitionFit', (probe, task, set, places) => measureDefinitionFit(probe, task, at(set, places))],
	[
		'taskFit',
		async (probe, task, set, places) => {
			const fits = await measureTaskFit(probe, task, set);
			return places.map(place => fits[place]);
		},
	],
	[
		'vScore0',
		async (probe, task, set, places) => {
			const scores = await measureConsistency(probe, task, at(set, places));
			return scores.map(score => score?.bitsPerToken);
		},
	],
	[
		'vScore2',
		async (probe, task, set, places) => {
			const scores = await measureConsistencyInContext(probe, task, set, {}, places);
			return scores.map(score => score?.bitsPerToken);
		},
	],
];

function at(set: readonly Example[], places: readonly number[]): readonly Example[] {
	return places.flatMap(place => set[place] ?? []);
}

function compare(cases: readonly Case[], measure: string): PairedFigures {
	const wins = Map.groupBy(cases, ({ task }) => task)
		.values()
		.map(list => mean(list.map(({ right, wrong }) => (right > wrong ? 1 : right === wrong ? 0.5 : 0))));
	const byTask = [...wins];
	return {
		pairedAccuracy: mean(cases.map(({ right, wrong }) => (right > wrong ? 1 : right === wrong ? 0.5 : 0))),
		interval: bootstrapInterval(byTask, drawOf('bootstrap', measure)),
		auc: areaUnderCurve(
			cases.map(({ right }) => right),
			cases.map(({ wrong }) => wrong),
		),
		pairs: cases.length,
	};
}
