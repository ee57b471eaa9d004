import { describe, expect, test } from 'vitest';
import { missing, runtimeFiles, strangers, targets } from '../../../tools/package/contents';

const runtime = 'node_modules/onnxruntime-node/bin/napi-v6';

const project = [
	...['package.json', 'package.nls.json', 'package.nls.de.json', 'readme.md', 'changelog.md', 'LICENSE.txt'],
	...[
		'dist/extension.js',
		'dist/diskThread.js',
		'dist/measureThread.js',
		'dist/probeWorker.js',
		'dist/chunks/chunk-2AR3RCXT.js',
	],
	...['dist/webview/index.js', 'dist/webview/index.css', 'docs/rules/too-long.md', 'schemas/configuration.json'],
	...['media/icon.png', 'media/probe/model.safetensors', 'media/probe/task-fit.json', 'media/probe/tokenizer.json'],
];

const linux = [`${runtime}/linux/x64/onnxruntime_binding.node`, `${runtime}/linux/x64/libonnxruntime.so.1`];

describe('what a package holds', () => {
	test('everything that the extension needs on its platform, and it lacks nothing', () => {
		expect(strangers([...project, ...linux], 'linux-x64')).toEqual([]);
		expect(missing([...project, ...linux], 'linux-x64')).toEqual([]);
	});

	test.each(targets)('no binary of another platform than %s', target => {
		const foreign = targets.filter(other => other !== target).flatMap(runtimeFiles);
		const files = foreign.map(file => file.replace('*', 'DirectML'));
		expect(strangers(files, target)).toEqual(files);
	});

	test.each([
		'src/extension/extension.ts',
		'test/unit/package/contents.test.ts',
		'webview/index.ts',
		'bench/editor.mjs',
		'examples/sentiment.jsonl',
		'docs/images/tour.gif',
		'dist/extension.js.map',
		'node_modules/onnxruntime-node/script/install.js',
		'node_modules/sharp/package.json',
		'.demoscope.yaml',
	])('not %s', file => {
		expect(strangers([file], 'linux-x64')).toEqual([file]);
	});

	test('a package without its runtime or its probe is told to lack them', () => {
		expect(missing(project.slice(0, -1), 'linux-x64')).toEqual(['media/probe/tokenizer.json', ...linux]);
		expect(missing(project, 'win32-x64')).toContain(`${runtime}/win32/x64/*.dll`);
	});
});
