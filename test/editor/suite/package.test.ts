import * as assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'mocha';
import { missing, strangers } from '../../../tools/package/contents';
import { relativeLinks } from '../../../tools/package/readme';
import { activateDemoscope } from './support';

/** Of all files as they are installed. */
const mostBytes = 90 * 1024 * 1024;

const target = `${process.platform}-${process.arch}`;

/** What VS Code itself adds to an installed extension, and the rig to have the suite lie in it. */
const added = /^(\.vsixmanifest$|out\/)/u;

suite('the installed package', () => {
	test('holds what this platform needs and nothing more', async function () {
		const folder = await installedFolder();
		if (folder === undefined) {
			this.skip();
		}
		const files = filesIn(folder);
		assert.deepEqual(strangers(files, target), []);
		assert.deepEqual(missing(files, target), []);
		const bytes = files.reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0);
		assert.ok(bytes <= mostBytes, `${bytes} bytes`);
	});

	test('has a README without links that lead nowhere', async function () {
		const folder = await installedFolder();
		if (folder === undefined) {
			this.skip();
		}
		const [readme] = filesIn(folder).filter(file => /^readme\.md$/iu.test(file));
		assert.ok(readme);
		assert.deepEqual(relativeLinks(readFileSync(path.join(folder, readme), 'utf8')), []);
	});
});

/** Where the extension is installed; undefined where it runs from the project itself. */
async function installedFolder(): Promise<string | undefined> {
	const { extensionPath } = await activateDemoscope();
	return readdirSync(extensionPath).includes('.vsixmanifest') ? extensionPath : undefined;
}

/** Relative to the folder, with slashes. */
function filesIn(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter(entry => entry.isFile())
		.map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
		.filter(file => !added.test(file));
}
