/** The pictures of README.md, in the order in which someone meets what they show. */
import {
	button,
	codeLens,
	line,
	openExamples,
	openFromExplorer,
	openPanel,
	pickPool,
	pointAt,
	scrollPanelTo,
} from './editor.mjs';

const view = { width: 1120, height: 640, scale: 1.5 };
/** Of what stands beside the editor there is more. */
const large = { width: 1360, height: 860 };

/** Where the pointer touches nothing. */
const away = { x: 1000, y: 560 };

/** Layout and fades come to rest within, in ms. */
const rest = 800;

/**
 * @param {'dark' | 'light'} theme
 * @param {(name: string, png: Buffer) => Promise<void>} keep
 */
export async function takePictures(theme, keep) {
	const { page, panel, close } = await openExamples(theme, view);
	const take = async name => {
		await page.waitForTimeout(rest);
		await keep(`${name}-${theme}`, await page.screenshot());
	};
	try {
		await openFromExplorer(page, 'sentiment.jsonl');
		await codeLens(page, /24 demonstrations · diversity \d/u).waitFor();
		await page.locator('.squiggly-warning').first().waitFor();
		await page.mouse.move(away.x, away.y);
		await take('findings');

		await pointAt(page, line(page, 'The waiter was friendly'));
		await page.locator('.monaco-hover:visible', { hasText: 'Demonstration' }).first().waitFor();
		await take('hover');

		await page.mouse.move(away.x, away.y);
		await page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden' });
		await pointAt(page, line(page, 'Our waiter was'));
		await page.mouse.down();
		await page.mouse.up();
		await page.keyboard.press('Escape');
		await page.keyboard.press('Control+.');
		await page.locator('.action-widget', { hasText: 'Remove' }).waitFor();
		await take('quick-fix');
		await page.keyboard.press('Escape');

		await page.setViewportSize(large);
		await openPanel(page, panel);
		await page.mouse.move(away.x, away.y);
		await take('panel');

		const map = panel.getByRole('heading', { name: 'Map' });
		await scrollPanelTo(map);
		await take('map');

		await panel
			.locator('.region')
			.filter({ has: panel.locator('.badge.sparse') })
			.first()
			.getByRole('button', { name: /^Suggest from pool/u })
			.click();
		await pickPool(page, 'reviews.jsonl');
		await panel.locator('.candidate').first().waitFor();
		await button(panel.locator('.candidate').first(), 'Compare').click();
		await page.locator('.monaco-diff-editor .line-insert').first().waitFor();
		await scrollPanelTo(panel.locator('demoscope-candidates'));
		await take('candidates');
	} catch (error) {
		await page.screenshot({ path: `out/screenshots-failed-${theme}.png` });
		throw error;
	} finally {
		await close();
	}
}
