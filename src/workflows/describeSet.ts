import * as l10n from '@vscode/l10n';
import type { Steps } from '../base/steps';
import { outputText } from '../demonstrations/demonstration';
import { ruleSteps } from './checkRules';
import { labelBalance } from '../metrics/labelBalance';
import { probabilityOf } from '../metrics/taskFit';
import { consistency, type VScore } from '../metrics/vScore';
import type { Loss, ProbeDescription, Reading } from '../probe/probeModel';
import type { Analysis, DemonstrationView, Finding } from '../protocol/analysis';
import { labelsOf, type InspectedSet } from './inspect';
import { leadingOf } from './leading';
import { largestPairwise } from './largestPairwise';
import type { Comparison, Measurement } from './measure';
import { outputForm } from './readings';
import { trustOf } from './trust';

export interface MeasuredParts {
	readonly probe: ProbeDescription;
	readonly loss: Loss;
	/** Gradient readings, one a demonstration. */
	readonly readings: readonly Reading[];
	/** None without a task definition. */
	readonly vScores: readonly (VScore | undefined)[] | undefined;
	/** Natural log-odds of the fit to the task; none where nothing asks for it. */
	readonly fits: readonly (number | undefined)[] | undefined;
	readonly measurement: Measurement;
	readonly findings: Finding[];
}

/** Puts what was measured into the plain data that front ends show. */
export function describeSet(inspected: InspectedSet, parts: MeasuredParts): Analysis {
	const { set, wishes, analysis } = inspected;
	const { probe, loss, vScores, measurement } = parts;
	const { id, revision, parameters, provider, truth } = probe;
	const outputs = set.demonstrations.map(outputText);
	const form = outputForm(outputs, wishes.labels);
	const trust = trustOf(truth, form, loss);
	const surface = surfaceOf(measurement);
	const { score, orders } = measurement.gVendi;
	return {
		...analysis,
		probe: { id, revision, parameters, provider, loss, sketchDimension: measurement.gVendi.dimension },
		trust,
		scores: {
			gVendi: score,
			vendi: orders,
			marks: measurement.marks,
			leading: leadingOf({ gVendi: score, vendi: orders }, surface, form, wishes),
			consistency: vScores === undefined ? null : consistency(vScores),
		},
		surface,
		labelBalance: labelBalance(outputs, wishes.labels),
		demonstrations: analysis.demonstrations.map((demonstration, index, all) =>
			measured(demonstration, index, all, parts),
		),
		regions: measurement.regions.sizes.map((size, region) => ({
			id: region,
			name: measurement.regionNames[region] ?? '',
			size,
			sparse: measurement.regions.sparse[region] ?? false,
		})),
		findings: parts.findings,
		notices: notices(inspected, parts),
	};
}

/** What is found in a set, from what is known before the rest of the measurement. */
export function findingSteps(
	inspected: InspectedSet,
	{ loss, fits, comparison }: Pick<MeasuredParts, 'loss' | 'fits'> & { readonly comparison: Comparison },
	truth: ProbeDescription['truth'],
): Steps<Finding[]> {
	const { set, rules, verifications, wishes } = inspected;
	const form = outputForm(set.demonstrations.map(outputText), wishes.labels);
	return ruleSteps(
		{
			set,
			contributions: comparison.contributions,
			twins: comparison.twins,
			...(verifications === undefined ? {} : { verifications }),
			...labelsOf(wishes),
			...(fits === undefined ? {} : { fits }),
		},
		inspected,
		rules,
		trustOf(truth, form, loss),
	);
}

function surfaceOf({ surface, likeness }: Measurement): Analysis['surface'] {
	return (
		surface && {
			...surface,
			perplexityGap: null,
			ngramVendi: likeness?.ngramVendi ?? null,
			embeddingVendi: likeness?.embeddingVendi ?? null,
			blendedVendi: likeness?.blendedVendi ?? null,
			clusterSpread: likeness?.clusterSpread ?? null,
		}
	);
}

function measured(
	demonstration: DemonstrationView,
	index: number,
	all: readonly DemonstrationView[],
	{ readings, vScores, fits, measurement }: MeasuredParts,
): DemonstrationView {
	const { contributions, twins, places, regions } = measurement;
	const reading = readings[index];
	const twin = twins[index];
	const fit = fits?.[index];
	const other = twin && all[twin.index];
	return {
		...demonstration,
		...present({
			tokens: reading?.tokens,
			truncated: reading?.truncated,
			contribution: contributions[index],
			twin: twin && other && { id: other.id, similarity: twin.similarity },
			vScore: vScores?.[index],
			fit: fit === undefined ? undefined : probabilityOf(fit),
			region: regions.assignment[index],
			place: places[index],
		}),
	};
}

function notices({ set, analysis }: InspectedSet, { readings, vScores, measurement }: MeasuredParts): string[] {
	const notices = [...analysis.notices];
	if (vScores === undefined) {
		notices.push(l10n.t('No task definition was found, so there is no consistency score.'));
	}
	if (set.demonstrations.length > largestPairwise) {
		notices.push(
			l10n.t(
				'Above {0} demonstrations only the scores are computed (G-Vendi from sketches folded to {1} dimensions): no contributions, twins, regions or map.',
				largestPairwise,
				measurement.gVendi.dimension,
			),
		);
	}
	const truncated = readings.filter(reading => reading.truncated).length;
	if (truncated > 0) {
		notices.push(l10n.t('{0} demonstrations are longer than the probe can read and were read in part.', truncated));
	}
	const silent = set.demonstrations.filter(demonstration => outputText(demonstration) === '').length;
	if (silent > 0) {
		notices.push(l10n.t('{0} demonstrations have no output; the probe read their input alone.', silent));
	}
	return notices;
}

/** Leaves out what is undefined: an optional property is absent, never present without a value. */
function present<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
		[K in keyof T]?: Exclude<T[K], undefined>;
	};
}
