// Prints what becomes of the real files, as Markdown: npm run formats:table. DEMOSCOPE_DATA says where they lie.
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = path.join(process.env.DEMOSCOPE_DATA ?? '../shared/data', 'demosets');
if (!existsSync(path.join(folder, 'index.json'))) {
	console.error(`There are no real files in ${folder}. DEMOSCOPE_DATA names the folder above them.`);
	process.exit(2);
}
const outfile = path.resolve('out/formatsTable/formatsTable.mjs');
await build({
	entryPoints: ['test/support/formatsTable.ts'],
	bundle: true,
	platform: 'node',
	format: 'esm',
	mainFields: ['module', 'main'],
	banner: {
		js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
	},
	logLevel: 'warning',
	outfile,
});
const { formatsMarkdown, formatsTable } = await import(pathToFileURL(outfile).href);
const started = performance.now();
const rows = formatsTable(folder);
process.stdout.write(formatsMarkdown(rows));
console.error(`${rows.length} files in ${((performance.now() - started) / 1000).toFixed(1)} s`);
for (const { file, complaints, edits } of rows) {
	for (const complaint of [...complaints, ...Object.values(edits).filter(outcome => outcome !== 'done')]) {
		console.error(`${file}: ${complaint}`);
	}
}
