/**
 * Scrolls the page alone so that an element stands in its middle. `scrollIntoView`, and `focus` as well, go on in the
 * windows around the page: they would move the whole workbench.
 */
export function bringIntoPage(element: Element): void {
	const { top, height } = element.getBoundingClientRect();
	window.scrollBy({
		top: top + Math.min(height, window.innerHeight) / 2 - window.innerHeight / 2,
		behavior: 'instant',
	});
}

/** Gives the focus to an element, and scrolls the page where it is not wholly seen. */
export function focusInPage(element: HTMLElement): void {
	element.focus({ preventScroll: true });
	const { top, bottom } = element.getBoundingClientRect();
	if (top < 0 || bottom > window.innerHeight) {
		bringIntoPage(element);
	}
}
