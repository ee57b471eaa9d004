import type { Random } from '../../src/base/random';
import type { Example, Loss, ProbeModel } from '../../src/probe/probeModel';
import { gVendi } from '../../src/metrics/vendi';
import { mean } from '../../src/numeric/statistics';
import { chooseLoss, gradientRequest } from '../../src/workflows/readings';
import { inspect } from '../../src/workflows/inspect';
import type { Group } from './data';
import { drawOf, pick, shuffled } from './draw';
import { paraphrase } from './paraphrase';
import { deviation } from './statistics';

/** Where the sets come from. */
export interface Source {
	readonly name: string;
	readonly groups: readonly Group[];
	/** How many of the groups, drawn anew for each set. */
	readonly mixed: number;
}

export interface ContrastFigures {
	readonly source: string;
	readonly loss: Loss;
	/** Whether that is the loss that the product takes for most of these sets. */
	readonly isByRule: boolean;
	/** How much diversity per demonstration a paraphrase takes away, mean over sets. */
	readonly paraphrase: number;
	/** The same for another demonstration of the same source. */
	readonly other: number;
	/** Standard deviation of diversity per demonstration when one of them is drawn again, mean over sets. */
	readonly spread: number;
	/** Share of the sets in which the paraphrase takes away twice the spread or more. */
	readonly share: number;
}

export interface DuplicateFigures {
	readonly source: string;
	/** Share of the draws in which G-Vendi falls with every step. */
	readonly monotone: number;
	/** Mean G-Vendi with 0, 25, 50 and 75 % paraphrases. */
	readonly means: readonly number[];
	/** Of the near-duplicate finding, over the sets with paraphrases. */
	readonly precision: number;
	readonly recall: number;
	/** Demonstrations reported in sets without paraphrases, as a share of all of them. */
	readonly falseAlarms: number;
}

const draws = 20;
const contrastSize = 12;
const redraws = 15;
const duplicateSize = 32;
const shares = [0, 0.25, 0.5, 0.75];

/** What one light paraphrase more does to a small set, beside what chance does. */
export async function measureContrast(probe: ProbeModel, source: Source, loss: Loss): Promise<ContrastFigures> {
	const rows = [];
	let byRule = 0;
	for (const { set, withCopy, withOther, redrawn } of contrastSets(source)) {
		byRule += lossOf(set) === loss ? 1 : 0;
		const before = await perDemonstration(probe, set, loss);
		const again: number[] = [];
		for (const other of redrawn) {
			again.push(await perDemonstration(probe, other, loss));
		}
		const fall = before - (await perDemonstration(probe, withCopy, loss));
		const other = before - (await perDemonstration(probe, withOther, loss));
		rows.push({ fall, other, spread: deviation(again) });
	}
	return {
		source: source.name,
		loss,
		isByRule: byRule > rows.length / 2,
		paraphrase: mean(rows.map(({ fall }) => fall)),
		other: mean(rows.map(row => row.other)),
		spread: mean(rows.map(({ spread }) => spread)),
		share: mean(rows.map(({ fall, spread }) => (fall >= 2 * spread ? 1 : 0))),
	};
}

/** A small set, and what may become of it. */
export interface ContrastSets {
	readonly set: readonly Example[];
	/** With a light paraphrase of one of its demonstrations. */
	readonly withCopy: readonly Example[];
	/** With another demonstration of the same source. */
	readonly withOther: readonly Example[];
	/** With one demonstration drawn again, each. */
	readonly redrawn: readonly (readonly Example[])[];
}

/** As many as are drawn, but for those of which nothing can be paraphrased. */
export function contrastSets(source: Source): readonly ContrastSets[] {
	return Array.from({ length: draws }, (_, draw) => {
		const random = drawOf('contrast', source.name, draw);
		const pool = poolOf(source, random);
		const set = pool.slice(0, contrastSize);
		const rest = pool.slice(contrastSize);
		const copy = firstParaphrase(set, random);
		if (copy === undefined) {
			return [];
		}
		const redrawn = Array.from({ length: redraws }, () => {
			const place = Math.floor(random() * set.length);
			return set.with(place, pick(rest, random));
		});
		return [{ set, withCopy: [...set, copy], withOther: [...set, pick(rest, random)], redrawn }];
	}).flat();
}

/** Sets in which more and more demonstrations are light paraphrases of others. */
export async function measureDuplicates(probe: ProbeModel, source: Source): Promise<DuplicateFigures> {
	const scores: number[][] = [];
	const counts = { reported: 0, right: 0, paraphrases: 0, alarms: 0, plain: 0 };
	for (let draw = 0; draw < draws; draw++) {
		const random = drawOf('duplicates', source.name, draw);
		const pool = poolOf(source, random);
		// Those that a rule can paraphrase come first: they are the ones that stay.
		const usable = pool.filter(example => paraphrase(example, drawOf('probe', example.input)) !== undefined);
		const originals = [...usable, ...pool.filter(example => !usable.includes(example))].slice(0, duplicateSize);
		const kept = duplicateSize * (1 - Math.max(...shares));
		if (usable.length < 2 * kept || originals.length < duplicateSize) {
			continue;
		}
		const row: number[] = [];
		for (const share of shares) {
			const count = duplicateSize * share;
			const left = originals.slice(0, duplicateSize - count);
			const sources = usable.slice(0, Math.min(usable.length, left.length, duplicateSize / 2));
			const copies = Array.from({ length: count }, (_, index) => {
				const original = sources[index % sources.length];
				return original === undefined ? [] : (paraphrase(original, drawOf(draw, share, index)) ?? []);
			}).flat();
			const set = [...left, ...copies];
			row.push(await score(probe, set, lossOf(set)));
			const reported = nearDuplicates(set);
			if (share === 0) {
				counts.alarms += reported.length;
				counts.plain += set.length;
			} else {
				counts.reported += reported.length;
				counts.right += reported.filter(place => place >= left.length).length;
				counts.paraphrases += copies.length;
			}
		}
		scores.push(row);
	}
	return {
		source: source.name,
		monotone: mean(scores.map(row => (row.every((value, step) => step === 0 || value < (row[step - 1] ?? 0)) ? 1 : 0))),
		means: shares.map((_, step) => mean(scores.map(row => row[step] ?? NaN))),
		precision: counts.right / counts.reported,
		recall: counts.right / counts.paraphrases,
		falseAlarms: counts.alarms / counts.plain,
	};
}

function poolOf({ groups, mixed }: Source, random: Random): readonly Example[] {
	const chosen = shuffled(groups, random).slice(0, mixed);
	return shuffled(
		chosen.flatMap(({ examples }) => examples),
		random,
	);
}

function firstParaphrase(set: readonly Example[], random: Random): Example | undefined {
	for (const example of shuffled(set, random)) {
		const copy = paraphrase(example, random);
		if (copy !== undefined) {
			return copy;
		}
	}
	return undefined;
}

async function perDemonstration(probe: ProbeModel, set: readonly Example[], loss: Loss): Promise<number> {
	return (await score(probe, set, loss)) / set.length;
}

function lossOf(set: readonly Example[]): Loss {
	return chooseLoss(set.map(({ output }) => output));
}

async function score(probe: ProbeModel, set: readonly Example[], loss: Loss): Promise<number> {
	const readings = await probe.read(set.map(example => gradientRequest(example, undefined, loss)));
	return gVendi(readings.flatMap(({ sketch }) => (sketch === undefined ? [] : [sketch]))).score;
}

/** Places of the demonstrations that the product reports as near-duplicates of an earlier one. */
function nearDuplicates(set: readonly Example[]): readonly number[] {
	const text = set.map(({ input, output }) => JSON.stringify({ input, output })).join('\n');
	const { findings } = inspect({ document: { name: 'set.jsonl', text } }).analysis;
	return findings.flatMap(({ rule, demonstration }) =>
		rule === 'near-duplicate' && demonstration !== undefined ? [Number(demonstration) - 1] : [],
	);
}
