import * as l10n from '@vscode/l10n';
import { select, type Selection } from 'd3-selection';
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomBehavior } from 'd3-zoom';
import { LitElement, css, html, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { clipped } from '../../src/base/clipped';
import type { Analysis } from '../../src/protocol/analysis';
import type { PendingCandidate } from '../../src/protocol/review';
import type { Act } from '../action';
import { candidateRowId } from '../candidateRow';
import { candidateSign, candidateSignStyles } from '../components/candidateSign';
import { candidateTitle } from '../components/candidateTitle';
import { diamond } from '../components/diamond';
import { sharedStyles } from '../components/sharedStyles';
import { toneOf, toneStyles } from '../components/tones';
import { plainLine } from '../textParts';
import { neighbourIn, pointsWithin, type Direction, type Point } from './geometry';
import {
	layoutMap,
	longestLabel,
	mostOutlines,
	type MapLayout,
	type MapPoint,
	type MapRegion,
	type Size,
	type Viewpoint,
} from './layout';

const largestZoom = 40;
/** How far around a demonstration it is dense, in pixels. */
const hazeRadius = 46;
/** As long as marks take to their new places after an edit. */
const movementMilliseconds = 400;

/** The demonstrations in the plane, near where the probe finds them alike. */
export class DemonstrationMap extends LitElement {
	@property({ attribute: false }) analysis: Analysis | null = null;
	/** Those that wait: shown where their sketches would lie. */
	@property({ attribute: false }) candidates: readonly PendingCandidate[] = [];
	@property({ attribute: false }) selection: readonly string[] = [];
	@property({ attribute: false }) narrowed: number | null = null;
	@property({ type: Boolean }) twins = false;
	@property({ type: Boolean }) interactive = false;
	@property({ attribute: false }) act: Act = () => undefined;

	@state() private size: Size = { width: 0, height: 0 };
	@state() private viewpoint: Viewpoint = { scale: 1, x: 0, y: 0 };
	/** Corners of the lasso while it is drawn. */
	@state() private lasso: readonly Point[] = [];
	@state() private moving = false;
	@state() private isFocused = false;
	@query('svg.map') private readonly canvas!: SVGSVGElement;

	private layout: MapLayout = { points: [], regions: [] };
	private readonly zooming: ZoomBehavior<SVGSVGElement, unknown> = zoom<SVGSVGElement, unknown>()
		.scaleExtent([1, largestZoom])
		// The wheel alone scrolls the page.
		.filter((event: MouseEvent) =>
			event.type === 'wheel' ? event.ctrlKey || event.metaKey : event.button === 0 && !event.shiftKey,
		)
		.on('zoom', ({ transform }: D3ZoomEvent<SVGSVGElement, unknown>) => {
			this.viewpoint = { scale: transform.k, x: transform.x, y: transform.y };
		});
	private readonly resizing = new ResizeObserver(() => this.measure());
	private settling: ReturnType<typeof setTimeout> | undefined;

	override firstUpdated(): void {
		this.zoomable().call(this.zooming).on('dblclick.zoom', null);
		this.measure();
	}

	override connectedCallback(): void {
		super.connectedCallback();
		this.resizing.observe(this);
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		this.resizing.disconnect();
		clearTimeout(this.settling);
	}

	override willUpdate(changed: PropertyValues): void {
		if ((changed.has('analysis') || changed.has('candidates')) && this.layout.points.length > 0) {
			this.moving = true;
			clearTimeout(this.settling);
			this.settling = setTimeout(() => (this.moving = false), movementMilliseconds);
		}
		if (this.analysis !== null && ['analysis', 'candidates', 'size', 'viewpoint'].some(name => changed.has(name))) {
			this.layout = layoutMap(this.analysis, this.size, this.viewpoint, this.candidates);
		}
	}

	override updated(changed: PropertyValues): void {
		if (changed.has('selection')) {
			this.bringIntoView();
		}
	}

	override render(): TemplateResult | typeof nothing {
		if (this.analysis === null) {
			return nothing;
		}
		const { width, height } = this.size;
		const { points } = this.layout;
		const active = points.findIndex(({ id }) => id === this.selection[0]);
		const regions = this.outlinedRegions();
		// Drawn last, so that nothing covers them.
		const selected = [...points.entries()].filter(([, { id }]) => this.selection.includes(id));
		const rest = [...points.entries()].filter(([, { id }]) => !this.selection.includes(id));
		const places = new Map(
			this.analysis.regions.map(({ id, name, sparse: thin }) => [
				id,
				` (${plainLine(name)}${thin ? `, ${l10n.t('sparse')}` : ''})`,
			]),
		);
		const labels = new Map([
			...this.analysis.demonstrations.map(
				({ id, input, region }, index) =>
					[
						id,
						`${index + 1}: ${plainLine(input)}${(region === undefined ? undefined : places.get(region)) ?? ''}`,
					] as const,
			),
			...this.candidates.map(
				({ id, input, gain }, index) => [candidateRowId(id), candidateTitle(index + 1, gain, input)] as const,
			),
		]);
		const sparse = new Set(this.analysis.regions.filter(region => region.sparse).map(({ id }) => id));
		const radius = points.length <= 60 ? 5 : points.length <= 300 ? 4 : 3;
		return html`<div class="frame">
				<svg
					class="map ${this.moving ? 'moving' : ''}"
					viewBox="0 0 ${width} ${height}"
					tabindex="0"
					role="listbox"
					aria-multiselectable="true"
					aria-label=${mapLabel(this.interactive)}
					aria-activedescendant=${active < 0 ? nothing : `point-${active}`}
					@focus=${() => (this.isFocused = true)}
					@blur=${() => (this.isFocused = false)}
					@click=${this.onClick}
					@dblclick=${this.onDoubleClick}
					@keydown=${this.onKeyDown}
					@pointerdown=${this.startLasso}
					@pointermove=${this.drawLasso}
					@pointerup=${this.endLasso}
					@pointercancel=${this.dropLasso}
				>
					<defs>
						<radialGradient id="haze">
							<stop class="haze-middle" offset="0"></stop>
							<stop class="haze-edge" offset="1"></stop>
						</radialGradient>
					</defs>
					<g aria-hidden="true" class="haze">
						${points.map(({ x, y, isCandidate }) =>
							isCandidate ? nothing : svg`<circle cx=${x} cy=${y} r=${hazeRadius} fill="url(#haze)"></circle>`,
						)}
					</g>
					<g aria-hidden="true">${regions.map(region => this.outline(region))}</g>
					<g aria-hidden="true">${this.twins ? this.twinLines() : nothing}</g>
					${repeat(
						[...rest, ...selected],
						([, { id }]) => id,
						([index, point]) => this.mark(point, index, radius, sparse, labels.get(point.id) ?? ''),
					)}
					<g aria-hidden="true">${regions.map(region => this.label(region))}</g>
					${
						this.lasso.length < 2
							? nothing
							: svg`<polygon class="lasso" aria-hidden="true" points=${this.lasso.map(({ x, y }) => `${x},${y}`).join(' ')}></polygon>`
					}
				</svg>
				<div class="zoom" role="group" aria-label=${l10n.t('Zoom')}>
					${this.zoomButton(l10n.t('Zoom in'), 'M8 3v10M3 8h10', () => this.zoomBy(1.5))}
					${this.zoomButton(l10n.t('Zoom out'), 'M3 8h10', () => this.zoomBy(1 / 1.5))}
					${this.zoomButton(l10n.t('Show all'), 'M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3', () => this.showAll())}
				</div>
			</div>
			<p class="legend muted">
				<span
					><svg viewBox="0 0 12 12" aria-hidden="true"><circle class="hollow" cx="6" cy="6" r="4"></circle></svg>
					${l10n.t('in a sparse region')}</span
				>
				${
					points.some(({ isCandidate }) => isCandidate)
						? html`<span>${candidateSign()}${l10n.t('candidate, where its sketch would lie')}</span>`
						: nothing
				}
				<span>${l10n.t('close together: alike to the probe; shaded: dense')}</span>
				<span>${l10n.t('drag to move, Ctrl + wheel to zoom, Shift + drag to select')}</span>
			</p>`;
	}

	/**
	 * Named by its title alone: with the same `aria-label` beside it, the title is said again as the description. Marks are
	 * said to be selected while the map has the focus: else Orca is drawn here from the table, whose choice this follows.
	 */
	private mark(
		point: MapPoint,
		index: number,
		radius: number,
		sparse: ReadonlySet<number>,
		text: string,
	): TemplateResult {
		const { id, region, x, y, isCandidate } = point;
		const selected = this.selection.includes(id);
		const dim = this.narrowed !== null && region !== this.narrowed && !selected;
		return svg`<g
			id="point-${index}"
			class="mark ${isCandidate ? 'proposed' : ''} tone-${toneOf(region)} ${dim ? 'dim' : ''} ${selected ? 'selected' : ''}"
			role="option"
			aria-selected=${this.isFocused ? String(selected) : nothing}
			data-id=${id}
		>
			<title>${text}</title>
			${selected ? svg`<circle class="ring" cx=${x} cy=${y} r=${radius + 5}></circle>` : nothing}
			${this.shape(point, radius, sparse)}
			<circle class="target" cx=${x} cy=${y} r=${radius + 4}></circle>
		</g>`;
	}

	private shape({ x, y, region, isCandidate }: MapPoint, radius: number, sparse: ReadonlySet<number>): TemplateResult {
		if (isCandidate) {
			return svg`<path class="hollow" d=${diamond({ x, y }, radius + 2)}></path>`;
		}
		const isSparse = region !== undefined && sparse.has(region);
		return svg`<circle class=${isSparse ? 'hollow' : 'full'} cx=${x} cy=${y} r=${isSparse ? radius : radius - 1}></circle>`;
	}

	private outline({ region, outline }: MapRegion): TemplateResult {
		const narrowed = region.id === this.narrowed;
		const dim = this.narrowed !== null && !narrowed;
		return svg`<path
			class="outline tone-${toneOf(region.id)} ${region.sparse ? 'sparse' : ''} ${dim ? 'dim' : ''} ${narrowed ? 'narrowed' : ''}"
			d=${outline}
		></path>`;
	}

	private label({ region, label }: MapRegion): TemplateResult | typeof nothing {
		if (label === undefined) {
			return nothing;
		}
		const shown = clipped(plainLine(region.name), longestLabel);
		const dim = this.narrowed !== null && region.id !== this.narrowed;
		return svg`<text class="label ${dim ? 'dim' : ''}" x=${label.x} y=${label.y} data-region=${region.id}>${shown}</text>`;
	}

	private twinLines(): readonly TemplateResult[] {
		const places = new Map(this.layout.points.map(point => [point.id, point]));
		return (this.analysis?.demonstrations ?? []).flatMap(({ id, twin }) => {
			const [from, to] = [places.get(id), twin && places.get(twin.id)];
			return from === undefined || to === undefined || twin === undefined
				? []
				: [
						svg`<line class="twin" x1=${from.x} y1=${from.y} x2=${to.x} y2=${to.y} stroke-opacity=${Math.min(Math.max(twin.similarity, 0.2), 1) * 0.7}></line>`,
					];
		});
	}

	private zoomButton(name: string, path: string, press: () => void): TemplateResult {
		return html`<vscode-button appearance="icon" aria-label=${name} title=${name} @click=${press}>
			<svg viewBox="0 0 16 16" class="icon" aria-hidden="true"><path d=${path}></path></svg>
		</vscode-button>`;
	}

	private outlinedRegions(): readonly MapRegion[] {
		const { regions } = this.layout;
		return regions.length <= mostOutlines ? regions : regions.filter(({ region }) => region.id === this.narrowed);
	}

	private readonly onClick = (event: MouseEvent) => {
		const id = markedId(event);
		if (id !== undefined) {
			this.act(
				event.ctrlKey || event.metaKey
					? { kind: 'selectMany', ids: toggled(this.selection, id) }
					: { kind: 'select', id },
			);
			return;
		}
		const region = event.target instanceof SVGElement ? event.target.dataset['region'] : undefined;
		if (region !== undefined) {
			this.act({ kind: 'narrow', region: Number(region) === this.narrowed ? null : Number(region) });
		}
	};

	private readonly onDoubleClick = (event: Event) => {
		const id = markedId(event);
		if (id !== undefined && this.interactive) {
			this.act({ kind: 'open', id });
		}
	};

	private readonly onKeyDown = (event: KeyboardEvent) => {
		const { points } = this.layout;
		const active = points.find(({ id }) => id === this.selection[0]);
		const direction = arrows[event.key];
		if (direction !== undefined) {
			const next = active === undefined ? points[0] : neighbourIn(points, active, direction);
			event.preventDefault();
			if (next !== undefined) {
				const others = event.shiftKey ? this.selection.filter(id => id !== next.id) : [];
				this.act({ kind: 'selectMany', ids: [next.id, ...others] });
			}
		} else if (event.key === 'Enter' && active !== undefined && this.interactive) {
			this.act({ kind: 'open', id: active.id });
		} else if (event.key === 'Escape') {
			if (this.lasso.length > 0) {
				this.dropLasso();
			} else {
				this.act({ kind: 'selectMany', ids: [] });
			}
		} else if (event.key === '+' || event.key === '=') {
			this.zoomBy(1.5);
		} else if (event.key === '-') {
			this.zoomBy(1 / 1.5);
		} else if (event.key === '0') {
			this.showAll();
		}
	};

	private readonly startLasso = (event: PointerEvent) => {
		if (event.shiftKey && event.button === 0) {
			event.preventDefault();
			this.canvas.setPointerCapture(event.pointerId);
			this.lasso = [this.placeOf(event)];
		}
	};

	private readonly drawLasso = (event: PointerEvent) => {
		if (this.lasso.length > 0) {
			this.lasso = [...this.lasso, this.placeOf(event)];
		}
	};

	private readonly endLasso = () => {
		const caught = pointsWithin(this.layout.points, this.lasso);
		this.dropLasso();
		if (caught.length > 0) {
			this.act({ kind: 'selectMany', ids: caught.map(({ id }) => id) });
		}
	};

	private readonly dropLasso = () => {
		this.lasso = [];
	};

	/** Where the pointer is, in the map's own pixels. */
	private placeOf({ clientX, clientY }: PointerEvent): Point {
		const { left, top } = this.canvas.getBoundingClientRect();
		return { x: clientX - left, y: clientY - top };
	}

	private measure(): void {
		const width = Math.round(this.clientWidth);
		const height = Math.round(Math.min(Math.max(width * 0.78, 280), 560));
		if (width !== this.size.width && width > 0) {
			this.size = { width, height };
			this.zooming.extent([
				[0, 0],
				[width, height],
			]);
			this.zooming.translateExtent([
				[0, 0],
				[width, height],
			]);
		}
	}

	private bringIntoView(): void {
		const active = this.layout.points.find(({ id }) => id === this.selection[0]);
		const { width, height } = this.size;
		if (active !== undefined && (active.x < 0 || active.y < 0 || active.x > width || active.y > height)) {
			const { scale } = this.viewpoint;
			this.zoomable().call(this.zooming.translateBy, (width / 2 - active.x) / scale, (height / 2 - active.y) / scale);
		}
	}

	private zoomBy(factor: number): void {
		this.zoomable().call(this.zooming.scaleBy, factor);
	}

	private showAll(): void {
		this.zoomable().call(this.zooming.transform, zoomIdentity);
	}

	private zoomable(): Selection<SVGSVGElement, unknown, null, undefined> {
		return select<SVGSVGElement, unknown>(this.canvas);
	}

	static override readonly styles = [
		sharedStyles,
		toneStyles,
		candidateSignStyles,
		css`
			.frame {
				position: relative;
				border: 1px solid var(--panel-border);
				border-radius: 6px;
				background: var(--panel-card);
				overflow: hidden;
			}
			.map {
				display: block;
				width: 100%;
				cursor: grab;
				border-radius: 6px;
				user-select: none;
			}
			.map:active {
				cursor: grabbing;
			}
			.map:focus-visible {
				outline: 1px solid var(--vscode-focusBorder);
				outline-offset: -2px;
			}
			.mark {
				cursor: pointer;
			}
			@media (prefers-reduced-motion: no-preference) {
				.moving circle {
					transition:
						cx 0.4s ease,
						cy 0.4s ease;
				}
				.moving .outline,
				.moving .proposed path {
					transition: d 0.4s ease;
				}
			}
			.haze {
				pointer-events: none;
			}
			.haze-middle,
			.haze-edge {
				stop-color: var(--vscode-foreground);
			}
			.haze-middle {
				stop-opacity: 0.07;
			}
			.haze-edge {
				stop-opacity: 0;
			}
			.lasso {
				fill: var(--vscode-focusBorder);
				fill-opacity: 0.12;
				stroke: var(--vscode-focusBorder);
				stroke-width: 1.5;
				stroke-dasharray: 5 3;
				pointer-events: none;
			}
			.target {
				fill: transparent;
			}
			.mark:hover .target {
				fill: currentColor;
				fill-opacity: 0.25;
			}
			.ring {
				fill: none;
				stroke: var(--vscode-foreground);
				stroke-width: 2;
			}
			.dim {
				opacity: 0.2;
			}
			.outline {
				fill: currentColor;
				fill-opacity: 0.06;
				stroke: currentColor;
				stroke-opacity: 0.45;
				stroke-width: 1;
			}
			.outline.sparse {
				stroke-dasharray: 4 4;
				stroke-opacity: 0.9;
				fill-opacity: 0;
			}
			.outline.narrowed {
				stroke-width: 2;
				stroke-opacity: 1;
			}
			.label {
				font-size: 11px;
				text-anchor: middle;
				fill: var(--vscode-foreground);
				stroke: var(--vscode-editor-background);
				stroke-width: 3;
				paint-order: stroke;
				unicode-bidi: plaintext;
				cursor: pointer;
			}
			.twin {
				stroke: var(--vscode-foreground);
				stroke-width: 1;
			}
			.zoom vscode-button::part(control) {
				min-width: 24px;
				min-height: 24px;
			}
			.zoom {
				position: absolute;
				inset-block-end: 8px;
				inset-inline-end: 8px;
				display: flex;
				gap: 2px;
				border-radius: 5px;
				background: var(--vscode-editor-background);
			}
			.icon {
				fill: none;
				stroke: currentColor;
				stroke-width: 1.3;
			}
			.legend {
				display: flex;
				flex-wrap: wrap;
				gap: 2px 16px;
				margin-block-start: 8px;
				font-size: 0.92em;
			}
			.legend svg {
				width: 12px;
				height: 12px;
				vertical-align: -1px;
			}
			@media (forced-colors: active) {
				.haze {
					display: none;
				}
				.full {
					fill: CanvasText;
					stroke: CanvasText;
				}
				.hollow {
					fill: Canvas;
					stroke: CanvasText;
				}
				.outline {
					stroke: CanvasText;
				}
				.ring {
					stroke: Highlight;
				}
				.label {
					fill: CanvasText;
					stroke: Canvas;
				}
			}
		`,
	];
}

const arrows: Readonly<Record<string, Direction>> = {
	ArrowLeft: 'left',
	ArrowRight: 'right',
	ArrowUp: 'up',
	ArrowDown: 'down',
};

/** With it first where it was not selected; without it where it was. */
function toggled(selection: readonly string[], id: string): readonly string[] {
	return selection.includes(id) ? selection.filter(other => other !== id) : [id, ...selection];
}

function markedId({ target }: Event): string | undefined {
	const mark = target instanceof Element ? target.closest<SVGElement>('[data-id]') : null;
	return mark?.dataset['id'];
}

function mapLabel(interactive: boolean): string {
	return interactive
		? l10n.t(
				'Map of the demonstrations. Arrow keys go from one to the next, with Shift they add it, Enter opens it in the editor.',
			)
		: l10n.t('Map of the demonstrations. Arrow keys go from one to the next, with Shift they add it.');
}
