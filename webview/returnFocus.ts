/**
 * Gives the focus back to what had it when the user left for the editor: Chromium drops it as the focus goes to another
 * frame. What was left by a click beside it stays left.
 */
export function returnFocus(view: Window): void {
	let leaving: EventTarget | undefined;
	let left: EventTarget | undefined;
	view.addEventListener('focusout', event => {
		// Innermost, in shadow trees too. The blur of the window, where there is one, comes in the same turn.
		leaving = event.relatedTarget === null ? event.composedPath()[0] : undefined;
		setTimeout(() => (leaving = undefined));
	});
	view.addEventListener('blur', () => (left = leaving));
	view.addEventListener('pointerdown', () => (left = undefined), { capture: true });
	view.addEventListener('focus', () => {
		if (view.document.activeElement === view.document.body && isFocusable(left) && left.isConnected) {
			left.focus({ preventScroll: true });
		}
		left = undefined;
	});
}

function isFocusable(target: EventTarget | undefined): target is HTMLElement | SVGElement {
	return target instanceof HTMLElement || target instanceof SVGElement;
}
