/**
 * Runs in every frame before its own scripts: notes when a frame was painted in which the panel's head, or the line of
 * the bare page, says something else than before. Digits are noted without separators.
 */
export function recordPaints() {
	if (globalThis.paints !== undefined) {
		return;
	}
	globalThis.paints = [];
	let last = '';
	const look = () => {
		const panel = document.querySelector('demoscope-panel')?.shadowRoot?.querySelector('header');
		const text = (panel ?? document.querySelector('#bench'))?.textContent.replaceAll(/(\d)\D(?=\d{3})/gu, '$1') ?? '';
		if (text !== last) {
			last = text;
			// This is asked before the frame is painted, the next time after it.
			requestAnimationFrame(() => globalThis.paints.push({ text, at: performance.timeOrigin + performance.now() }));
		}
		requestAnimationFrame(look);
	};
	requestAnimationFrame(look);
}
