/**
 * Runs in every frame before its own scripts: notes when a frame was painted in which the panel's head, or the line of
 * the bare page, says something else than before. Digits are noted without separators.
 */
export function recordPaints() {
	if (globalThis.paints !== undefined) {
		return;
	}
	globalThis.paints = [];
	const lookMilliseconds = 4;
	let last = '';
	const look = () => {
		const panel = document.querySelector('demoscope-panel')?.shadowRoot?.querySelector('header');
		const text = (panel ?? document.querySelector('#bench'))?.textContent.replaceAll(/(\d)\D(?=\d{3})/gu, '$1') ?? '';
		if (text !== last) {
			last = text;
			// The first is asked before the frame is painted, the second after it.
			requestAnimationFrame(() =>
				requestAnimationFrame(() => globalThis.paints.push({ text, at: performance.timeOrigin + performance.now() })),
			);
		}
	};
	// Not by animation frames: VS Code writes the document of a webview anew, and with the old one goes its next frame.
	setInterval(look, lookMilliseconds);
}
