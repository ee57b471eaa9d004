#!/usr/bin/env node
/**
 * `npm run screenshots`: makes the pictures of README.md and its tour in docs/images, from the examples in a real VS Code.
 *
 * --only NAMES    `dark` and `light` pictures, `tour`; all if not given
 * --frames FOLDER keeps the tour's frames too
 *
 * Fails where one is larger than it may be.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { projectFolder } from '../../test/editor/rig/workbench.ts';
import { themes } from './editor.mjs';
import { takePictures } from './pictures.mjs';
import { recordTour } from './tour.mjs';

const { values: options } = parseArgs({
	options: { only: { type: 'string', default: 'dark,light,tour' }, frames: { type: 'string' } },
});
const wanted = options.only.split(',');
const folder = path.join(projectFolder, 'docs', 'images');
const mostPictureBytes = 250_000;
const mostTourBytes = 3_000_000;
mkdirSync(folder, { recursive: true });
process.chdir(projectFolder);
for (const signal of ['SIGINT', 'SIGTERM']) {
	process.once(signal, () => process.exit(1)); // by way of the exit event, on which the server is ended
}

for (const theme of Object.keys(themes).filter(name => wanted.includes(name))) {
	await takePictures(theme, async (name, png) => {
		write(`${name}.png`, await sharp(png).png({ palette: true, effort: 10 }).toBuffer(), mostPictureBytes);
	});
}
if (wanted.includes('tour')) {
	const frames = await recordTour();
	if (options.frames !== undefined) {
		mkdirSync(options.frames, { recursive: true });
		frames.forEach(({ png }, index) =>
			writeFileSync(path.join(options.frames, `${String(index).padStart(2, '0')}.png`), png),
		);
	}
	write('tour.gif', await animation(frames), mostTourBytes);
}

/** Frames are shown for their own times; what does not change between two is not stored again. */
async function animation(frames) {
	return sharp(
		frames.map(({ png }) => png),
		{ join: { animated: true } },
	)
		.gif({
			delay: frames.map(({ milliseconds }) => milliseconds),
			loop: 0,
			colours: 128,
			dither: 0,
			interFrameMaxError: 4,
		})
		.toBuffer();
}

function write(name, bytes, most) {
	writeFileSync(path.join(folder, name), bytes);
	console.log(`docs/images/${name}: ${Math.round(bytes.length / 1000)} kB`);
	if (bytes.length > most) {
		throw new Error(`${name} is larger than ${most / 1000} kB`);
	}
}
