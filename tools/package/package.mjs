#!/usr/bin/env node
/**
 * `npm run package -- --target linux-x64`: builds, and makes the VSIX that this platform needs and nothing more.
 *
 * --target PLATFORM   linux-x64, linux-arm64, win32-x64, win32-arm64 or darwin-arm64; this machine's if not given
 * --out FOLDER        where the VSIX goes (default out/package)
 * --base-url URL      where the project's files can be read, such as https://HOST/OWNER/demoscope/raw/main: links and
 *                     pictures of the README then lead there. Without it they are left out of the packed README.
 * --list              print every file with its size
 *
 * Fails where the package is larger than the budget, or holds a file that no part of it needs.
 */
import { createVSIX, listFiles } from '@vscode/vsce';
import AdmZip from 'adm-zip';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { missing, runtimeFiles, strangers, targets } from './contents.ts';
import { relativeLinks, withoutRelativeLinks } from './readme.ts';

/** Of the packed VSIX. */
const mostBytes = 45 * 1024 * 1024;

const project = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({
	options: {
		target: { type: 'string', default: `${process.platform}-${process.arch}` },
		out: { type: 'string', default: path.join(project, 'out', 'package') },
		'base-url': { type: 'string' },
		list: { type: 'boolean', default: false },
	},
});
const { target, 'base-url': baseUrl } = options;
if (!targets.includes(target)) {
	fail(`There is no package for ${target}. Name one of ${targets.join(', ')} with --target.`);
}
const { version } = JSON.parse(readFileSync(path.join(project, 'package.json'), 'utf8'));
const folder = path.resolve(options.out);
const packagePath = path.join(folder, `demoscope-${target}-${version}.vsix`);
const ignoreFile = path.join(folder, `.vscodeignore-${target}`);
mkdirSync(folder, { recursive: true });
rmSync(packagePath, { force: true });

if (spawnSync(process.execPath, ['esbuild.mjs'], { cwd: project, stdio: 'inherit' }).status !== 0) {
	fail('The build failed.');
}
const rules = readFileSync(path.join(project, '.vscodeignore'), 'utf8');
writeFileSync(ignoreFile, [rules.trimEnd(), ...runtimeFiles(target).map(file => `!${file}`), ''].join('\n'));

const files = await listFiles({ cwd: project, ignoreFile, dependencies: true });
const unwanted = strangers(files, target);
if (unwanted.length > 0) {
	fail(`The package would hold what it does not need: ${unwanted.join(', ')}`);
}
const lacking = missing(files, target);
if (lacking.length > 0) {
	fail(`The package would lack what it needs: ${lacking.join(', ')}`);
}
await createVSIX({
	cwd: project,
	packagePath,
	target,
	ignoreFile,
	dependencies: true,
	allowMissingRepository: true,
	rewriteRelativeLinks: baseUrl !== undefined,
	...(baseUrl === undefined ? {} : { baseContentUrl: baseUrl, baseImagesUrl: baseUrl }),
});
packReadme();
rmSync(ignoreFile);

const sized = files.map(file => ({ file, bytes: statSync(path.join(project, file)).size }));
if (options.list) {
	for (const { file, bytes } of sized.toSorted((a, b) => b.bytes - a.bytes)) {
		console.log(`${String(bytes).padStart(10)}  ${file}`);
	}
}
const unpacked = sized.reduce((sum, { bytes }) => sum + bytes, 0);
const packed = statSync(packagePath).size;
console.log(
	`${path.relative(project, packagePath)}: ${files.length} files, ${megabytes(packed)} packed, ${megabytes(unpacked)} unpacked`,
);
if (packed > mostBytes) {
	fail(`The package is larger than ${megabytes(mostBytes)}.`);
}

/** Where there is no address for them, takes relative links out of the packed README and list of changes. */
function packReadme() {
	const zip = new AdmZip(packagePath);
	for (const entry of zip
		.getEntries()
		.filter(({ entryName }) => /^extension\/(readme|changelog)\.md$/i.test(entryName))) {
		if (baseUrl === undefined) {
			entry.setData(Buffer.from(withoutRelativeLinks(entry.getData().toString('utf8'))));
		}
		const left = relativeLinks(entry.getData().toString('utf8'));
		if (left.length > 0) {
			fail(`${entry.entryName} has links that lead nowhere: ${left.join(', ')}`);
		}
	}
	if (baseUrl === undefined) {
		zip.writeZip(packagePath);
	}
}

function megabytes(bytes) {
	return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

function fail(message) {
	console.error(message);
	process.exit(1);
}
