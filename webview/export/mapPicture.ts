import * as l10n from '@vscode/l10n';
import { clipped } from '../../src/base/clipped';
import type { PanelState } from '../../src/protocol/panel';
import { candidateTitle } from '../components/candidateTitle';
import { diamond } from '../components/diamond';
import { toneOf } from '../components/tones';
import { layoutMap, longestLabel, mostOutlines, type MapRegion } from '../map/layout';
import { candidateRowId } from '../candidateRow';
import { counted, decimal } from '../numberText';
import { plainLine } from '../textParts';

/** What a colour stands for; the palette says which one it is. */
export type Ink = 'background' | 'foreground' | 'muted' | 'tone-0' | 'tone-1' | 'tone-2' | 'tone-3' | 'tone-4';

export type Palette = Readonly<Record<Ink, string>>;

interface Drawn {
	readonly fill?: Ink;
	readonly fillOpacity?: number;
	readonly stroke?: Ink;
	readonly strokeOpacity?: number;
	readonly strokeWidth?: number;
	/** Lengths of strokes and gaps, alike. */
	readonly dash?: number;
	/** For whoever points at it. */
	readonly title?: string;
}

export type Shape =
	| ({ readonly kind: 'path'; readonly d: string } & Drawn)
	| ({ readonly kind: 'circle'; readonly x: number; readonly y: number; readonly radius: number } & Drawn)
	/** Darker where there are more of them. */
	| { readonly kind: 'haze'; readonly x: number; readonly y: number; readonly radius: number }
	| {
			readonly kind: 'text';
			readonly x: number;
			readonly y: number;
			readonly text: string;
			readonly size: number;
			readonly ink: Ink;
			readonly align: 'start' | 'middle';
	  };

/** A drawing that is no longer part of a page, in pixels. */
export interface Picture {
	readonly width: number;
	readonly height: number;
	readonly title: string;
	readonly shapes: readonly Shape[];
}

const width = 960;
const mapHeight = 640;
const captionHeight = 64;
const hazeRadius = 50;
const longestTitle = 120;

/** The whole map with what it is of and what its marks mean; nothing where there is none. */
export function mapPicture({ file, analysis, review }: PanelState): Picture | undefined {
	if (analysis === null || !analysis.demonstrations.some(({ place }) => place !== undefined)) {
		return undefined;
	}
	const candidates = review?.candidates ?? [];
	const { points, regions } = layoutMap(analysis, { width, height: mapHeight }, { scale: 1, x: 0, y: 0 }, candidates);
	const titles = new Map([
		...analysis.demonstrations.map(
			({ id, input }, index) => [id, clipped(`${index + 1}: ${plainLine(input)}`, longestTitle)] as const,
		),
		...candidates.map(
			({ id, input, gain }, index) =>
				[candidateRowId(id), clipped(candidateTitle(index + 1, gain, input), longestTitle)] as const,
		),
	]);
	const sparse = new Set(analysis.regions.filter(region => region.sparse).map(({ id }) => id));
	const outlined = regions.length <= mostOutlines ? regions : [];
	const radius = points.length <= 60 ? 6 : points.length <= 300 ? 4.5 : 3.5;
	const marks = points.map(({ id, x, y, region, isCandidate }): Shape => {
		const title = titles.get(id) ?? '';
		const ink = inkOf(region);
		const isHollow = isCandidate || (region !== undefined && sparse.has(region));
		const look = { fill: isHollow ? 'background' : ink, stroke: ink, strokeWidth: 2, title } as const;
		return isCandidate
			? { kind: 'path', d: diamond({ x, y }, radius + 2), ...look }
			: { kind: 'circle', x, y, radius: isHollow ? radius : radius - 1, ...look };
	});
	const hasCandidates = points.some(({ isCandidate }) => isCandidate);
	const title = l10n.t('Map of {0}', plainLine(file ?? ''));
	return {
		width,
		height: mapHeight + captionHeight,
		title,
		shapes: [
			...points.flatMap(({ x, y, isCandidate }): readonly Shape[] =>
				isCandidate ? [] : [{ kind: 'haze', x, y, radius: hazeRadius }],
			),
			...outlined.map(outline),
			...marks,
			...outlined.flatMap(label),
			...caption(title, analysis.scores?.gVendi, analysis.count, hasCandidates),
		],
	};
}

function outline({ region, outline: d }: MapRegion): Shape {
	const stroke = inkOf(region.id);
	return region.sparse
		? { kind: 'path', d, stroke, strokeOpacity: 0.9, strokeWidth: 1, dash: 4 }
		: { kind: 'path', d, fill: stroke, fillOpacity: 0.06, stroke, strokeOpacity: 0.45, strokeWidth: 1 };
}

function label({ region, label: place }: MapRegion): readonly Shape[] {
	if (place === undefined) {
		return [];
	}
	const text = clipped(plainLine(region.name), longestLabel);
	return [{ kind: 'text', ...place, text, size: 11, ink: 'foreground', align: 'middle' }];
}

function caption(
	title: string,
	diversity: number | undefined,
	count: number,
	hasCandidates: boolean,
): readonly Shape[] {
	const score = diversity === undefined ? '' : `, ${l10n.t('diversity {0}', decimal(diversity, 1))}`;
	const [left, base] = [24, mapHeight + 24];
	const legend: Shape[] = [];
	let x = left;
	const explain = (mark: Shape, text: string): void => {
		legend.push(mark, { kind: 'text', x: x + 14, y: base + 24, text, size: 12, ink: 'muted', align: 'start' });
		x += 40 + text.length * 6.4;
	};
	const sign = { fill: 'background', stroke: 'foreground', strokeWidth: 2 } as const;
	explain({ kind: 'circle', x: x + 5, y: base + 20, radius: 4.5, ...sign }, l10n.t('in a sparse region'));
	if (hasCandidates) {
		explain(
			{ kind: 'path', d: diamond({ x: x + 5, y: base + 20 }, 5.5), ...sign },
			l10n.t('candidate, where its sketch would lie'),
		);
	}
	legend.push({
		kind: 'text',
		x,
		y: base + 24,
		text: l10n.t('close together: alike to the probe'),
		size: 12,
		ink: 'muted',
		align: 'start',
	});
	return [
		{
			kind: 'text',
			x: left,
			y: base,
			text: `${title}: ${counted(count, 'demonstration')}${score}`,
			size: 14,
			ink: 'foreground',
			align: 'start',
		},
		...legend,
	];
}

function inkOf(region: number | undefined): Ink {
	return inks[toneOf(region)] ?? 'tone-0';
}

const inks = ['tone-0', 'tone-1', 'tone-2', 'tone-3', 'tone-4'] as const;
