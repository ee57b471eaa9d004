/** The tour: from a file that is opened to a gap that is filled, as frames with the time that each is shown. */
import {
	button,
	codeLens,
	line,
	openExamples,
	openFromExplorer,
	openPanel,
	pickPool,
	scrollPanelTo,
} from './editor.mjs';

const view = { width: 1120, height: 640, scale: 1 };

/** How long a frame stays: one of a movement, its last, one to look at, one to read, in ms. */
const times = { step: 90, look: 1100, hold: 400, read: 2400 };

/** Frames of a pointer's way, and of what moves in the page. */
const movementFrames = 4;

/** @returns {Promise<{ png: Buffer, milliseconds: number }[]>} */
export async function recordTour() {
	const { page, panel, close } = await openExamples('dark', view);
	const frames = [];
	const frame = async milliseconds => {
		frames.push({ png: await page.screenshot(), milliseconds });
	};
	const say = async (text, milliseconds = times.look) => {
		await page.evaluate(showCaption, text);
		await page.waitForTimeout(600);
		await frame(milliseconds);
	};
	let pointer = { x: 820, y: 560 };
	const point = async locator => {
		const { x, y, width, height } = await locator.boundingBox();
		const target = { x: x + Math.min(width / 2, 120), y: y + height / 2 };
		for (let step = 1; step <= movementFrames; step++) {
			const share = step / movementFrames;
			const place = {
				x: pointer.x + (target.x - pointer.x) * share,
				y: pointer.y + (target.y - pointer.y) * share,
			};
			await page.evaluate(movePointer, place);
			await frame(times.step);
		}
		pointer = target;
		await frame(times.hold);
	};
	const click = async locator => {
		await point(locator);
		await locator.click();
	};

	try {
		await openFromExplorer(page, 'sentiment.jsonl');
		await codeLens(page, /24 demonstrations · diversity \d/u).waitFor();
		await page.locator('.squiggly-warning').first().waitFor();
		await page.evaluate(movePointer, pointer);
		await say('Open a file of demonstrations: scores above it, findings where they stand', times.read);

		await point(line(page, 'Our waiter was'));
		await line(page, 'Our waiter was').click();
		await page.keyboard.press('Control+.');
		const menu = page.locator('.action-widget');
		await menu
			.getByText(/^Remove/u)
			.first()
			.waitFor();
		await say('A quick fix for what repeats another', times.read);
		await click(menu.getByText(/^Remove/u).first());
		await codeLens(page, /23 demonstrations · diversity \d/u).waitFor();
		await say('Measured again as you go', times.look);

		await openPanel(page, panel);
		await say('The panel: scores, and what good looks like', times.read);
		await scrollPanelTo(panel.getByRole('heading', { name: 'Map' }));
		await say('The map: which are alike, and where the set is thin', times.read);

		const suggest = panel
			.locator('.region')
			.filter({ has: panel.locator('.badge.sparse') })
			.first()
			.getByRole('button', { name: /^Suggest from pool/u });
		await suggest.scrollIntoViewIfNeeded();
		await say('Fill a sparse region from a pool of examples');
		await click(suggest);
		await page.locator('.quick-input-widget').waitFor();
		await frame(times.look);
		await pickPool(page, 'reviews.jsonl');
		const candidate = panel.locator('.candidate').first();
		await candidate.waitFor();
		await scrollPanelTo(panel.locator('demoscope-candidates'));
		await say('Candidates, each with its measured gain', times.read);
		const text = (await candidate.locator('.demonstration-text').first().innerText()).trim();
		await click(button(candidate, 'Accept'));
		await line(page, text).waitFor();
		await codeLens(page, /24 demonstrations · diversity \d/u).waitFor();
		await say('Accepted: one edit, which one undo takes back', times.read);
		await scrollPanelTo(panel.locator('h1'));
		await say('More diverse than before', times.read);
		return frames;
	} catch (error) {
		await page.screenshot({ path: 'out/screenshots-failed-tour.png' });
		throw error;
	} finally {
		await close();
	}
}

/** Runs in the page. */
function showCaption(text) {
	let caption = document.getElementById('tour-caption');
	if (caption === null) {
		caption = document.createElement('div');
		caption.id = 'tour-caption';
		caption.style.cssText =
			'position:fixed;left:50%;bottom:40px;transform:translateX(-50%);z-index:99999;pointer-events:none;' +
			'padding:8px 18px;border-radius:6px;background:#1f6feb;color:#fff;font:600 17px system-ui,sans-serif;white-space:nowrap';
		document.body.append(caption);
	}
	caption.textContent = text;
}

/** Runs in the page. */
function movePointer({ x, y }) {
	let pointer = document.getElementById('tour-pointer');
	if (pointer === null) {
		const namespace = 'http://www.w3.org/2000/svg';
		pointer = document.createElementNS(namespace, 'svg');
		pointer.setAttribute('viewBox', '0 0 20 28');
		pointer.setAttribute('width', '20');
		const arrow = document.createElementNS(namespace, 'path');
		arrow.setAttribute('d', 'M1 1v21l5-5 4 9 4-2-4-8h8z');
		arrow.setAttribute('fill', '#fff');
		arrow.setAttribute('stroke', '#000');
		arrow.setAttribute('stroke-width', '1.5');
		pointer.append(arrow);
		pointer.id = 'tour-pointer';
		pointer.style.cssText = 'position:fixed;z-index:99999;pointer-events:none';
		document.body.append(pointer);
	}
	pointer.style.left = `${x}px`;
	pointer.style.top = `${y}px`;
}
