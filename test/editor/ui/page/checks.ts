import axe from 'axe-core';
import type { PageAudit, ShownText, TabStop } from '../pageFindings';

/** Runs inside the panel's page: what the tests want to know of it, in plain data. */

/** Everything that axe finds, in shadow trees too. Rules that are still experimental are left out, as axe does itself. */
export async function audit(): Promise<PageAudit> {
	const { violations, incomplete, passes } = await axe.run(document, {
		iframes: false,
		// New in WCAG 2.2, and not on by itself.
		rules: { 'target-size': { enabled: true } },
	});
	const summary = (found: readonly axe.Result[]) =>
		found.map(({ id, impact, help, helpUrl, nodes }) => ({
			id,
			impact: impact ?? null,
			help,
			helpUrl,
			nodes: nodes.map(({ target, html, failureSummary }) => ({
				target: target.flat().join(' '),
				html,
				summary: failureSummary ?? '',
			})),
		}));
	return {
		violations: summary(violations),
		incomplete: summary(incomplete),
		passes: passes.map(({ id, nodes }) => ({ id, nodes: nodes.length })),
	};
}

const seen: { readonly element: Element; readonly stop: Omit<TabStop, 'name'> }[] = [];

/** Notes what has the focus; false where that is outside the page. */
export function noteStop(): boolean {
	const element = focused();
	if (element === null) {
		return false;
	}
	const { x, y, width, height } = element.getBoundingClientRect();
	const stop = {
		role: element.getAttribute('role') ?? element.localName,
		isMarked: isMarked(element),
		inView: y + height > 0 && y < innerHeight && x + width > 0 && x < innerWidth,
	};
	seen.push({ element, stop });
	return true;
}

/** What was noted, with the names that assistive technology is given. */
export function notedStops(): readonly TabStop[] {
	axe.setup(document.body);
	try {
		return seen.map(({ element, stop }) => ({ name: axe.commons.text.accessibleText(element).trim(), ...stop }));
	} finally {
		axe.teardown();
	}
}

/** Text that does not fit: it makes the page scroll sideways, lies beyond its edge, or is cut off without an ellipsis. */
export function layoutFaults(): readonly string[] {
	const { scrollWidth, clientWidth } = document.documentElement;
	return [
		...(scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide in ${clientWidth}`] : []),
		...[...textsIn(document.body)].flatMap(([text, box]) => {
			const fault = faultOf(text, box);
			return fault === undefined ? [] : [`${fault}: ${text.textContent.trim().slice(0, 60)}`];
		}),
	];
}

/** Opens whatever is folded and shows whatever is scrolled away, so that it is looked at as well; or takes that back. */
export function unfold(isOpen: boolean): void {
	for (const element of elementsIn(document.body)) {
		if (element instanceof HTMLDetailsElement) {
			element.open = isOpen;
		} else if (element instanceof HTMLElement && getComputedStyle(element).overflowY === 'auto') {
			element.style.maxHeight = isOpen ? 'none' : '';
		}
	}
}

/** Directions in which the texts that match are shown, with the edge to which they are aligned. */
export function directions(selector: string): readonly ShownText[] {
	return [...elementsIn(document.body)]
		.filter(element => element.matches(selector))
		.map(element => {
			const { direction, textAlign } = getComputedStyle(element);
			return { text: element.textContent.trim(), direction, align: textAlign };
		});
}

function focused(): Element | null {
	let element = document.activeElement;
	while (element?.shadowRoot?.activeElement) {
		element = element.shadowRoot.activeElement;
	}
	return element === document.body ? null : element;
}

/** An outline around it, or the focus colour as the border of a part of the control. */
function isMarked(element: Element): boolean {
	const root = element.getRootNode();
	const parts = root instanceof ShadowRoot && isControl(root.host) ? [root.host, ...elementsIn(root)] : [element];
	const focusColor = colorOf('--vscode-focusBorder');
	return parts.some(part => {
		const { outlineStyle, outlineWidth, outlineColor, borderTopColor, borderTopStyle } = getComputedStyle(part);
		const isOutlined = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1 && !isClear(outlineColor);
		return (
			isOutlined || (part !== element.ownerDocument.body && borderTopStyle !== 'none' && borderTopColor === focusColor)
		);
	});
}

/** A control of the toolkit draws its focus on an element inside. */
function isControl(host: Element): boolean {
	return host.localName.startsWith('vscode-');
}

function colorOf(variable: string): string {
	const sample = document.body.appendChild(document.createElement('i'));
	sample.style.setProperty('color', `var(${variable})`);
	const { color } = getComputedStyle(sample);
	sample.remove();
	return color;
}

function isClear(color: string): boolean {
	return color === 'transparent' || /[,/]\s*0\)$/u.test(color);
}

function* elementsIn(root: Element | ShadowRoot): Generator<Element> {
	for (const child of root.children) {
		yield child;
		if (child.shadowRoot !== null) {
			yield* elementsIn(child.shadowRoot);
		}
		yield* elementsIn(child);
	}
}

/** Texts that can be seen, with where they are. */
function* textsIn(root: Element): Generator<readonly [Text, DOMRect]> {
	for (const element of elementsIn(root)) {
		for (const node of element.childNodes) {
			if (node instanceof Text && node.data.trim() !== '' && element.checkVisibility({ visibilityProperty: true })) {
				const range = document.createRange();
				range.selectNodeContents(node);
				yield [node, range.getBoundingClientRect()];
			}
		}
	}
}

function faultOf(text: Text, box: DOMRect): string | undefined {
	for (const element of composedAncestors(text)) {
		const { overflowX, textOverflow, webkitLineClamp, clipPath } = getComputedStyle(element);
		if (
			overflowX === 'auto' ||
			overflowX === 'scroll' ||
			clipPath !== 'none' ||
			element.closest('[aria-hidden="true"]')
		) {
			return undefined;
		}
		if (
			(overflowX === 'hidden' || overflowX === 'clip') &&
			element !== document.documentElement &&
			element !== document.body
		) {
			const { left, right } = element.getBoundingClientRect();
			const isShortened = textOverflow === 'ellipsis' || webkitLineClamp !== 'none';
			return !isShortened && (box.left < left - 1 || box.right > right + 1) ? 'cut off' : undefined;
		}
	}
	return box.left < -1 || box.right > document.documentElement.clientWidth + 1 ? 'beyond the edge' : undefined;
}

/** Its parents in the tree that is shown: through slots and out of shadow trees. */
function* composedAncestors(node: Node): Generator<Element> {
	let next: Node | null = node;
	while (next !== null) {
		const slot: Node | null = next instanceof Element || next instanceof Text ? next.assignedSlot : null;
		next = slot ?? (next instanceof ShadowRoot ? next.host : next.parentNode);
		if (next instanceof Element) {
			yield next;
		}
	}
}
