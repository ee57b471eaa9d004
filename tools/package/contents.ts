/** What goes into a package: the project's own part is the same everywhere, the runtime's is the platform's. */

export const targets: readonly string[] = ['linux-x64', 'linux-arm64', 'win32-x64', 'win32-arm64', 'darwin-arm64'];

const runtime = 'node_modules/onnxruntime-node/bin/napi-v6';

const runtimeNames: Readonly<Record<string, readonly string[]>> = {
	linux: ['onnxruntime_binding.node', 'libonnxruntime.so.1'],
	darwin: ['onnxruntime_binding.node', 'libonnxruntime.1.dylib'],
	win32: ['onnxruntime_binding.node', '*.dll'],
};

/**
 * Files of ONNX Runtime that a platform needs. macOS: the package has the library twice, and the binding names the one
 * without the full version. Windows: DirectML and the shader compiler are what the `dml` and `webgpu` providers load.
 *
 * @param target platform and architecture, such as `linux-x64`
 * @returns patterns, relative to the project
 */
export function runtimeFiles(target: string): string[] {
	const [platform = '', architecture = ''] = target.split('-');
	return (runtimeNames[platform] ?? []).map(name => `${runtime}/${platform}/${architecture}/${name}`);
}

const wantedEverywhere = [
	/^package\.json$/,
	/^package\.nls(\.[a-z-]+)?\.json$/,
	/^l10n\/bundle\.l10n(\.[a-z-]+)?\.json$/,
	/^(readme|changelog)\.md$/i,
	/^LICENSE(\.txt)?$/,
	/^dist\/(chunks\/[\w-]+|webview\/index|\w+)\.(js|css)$/,
	/^media\/(icon\.(png|svg)|probe\/[\w.-]+)$/,
	/^media\/walkthrough\/[\w-]+\.(md|svg|png|jsonl)$/,
	/^docs\/.+\.md$/,
	/^schemas\/[\w.]+\.json$/,
	/^node_modules\/onnxruntime-(common|node)\/package\.json$/,
	/^node_modules\/onnxruntime-common\/dist\/cjs\/([\w-]+\.js|package\.json)$/,
	/^node_modules\/onnxruntime-node\/dist\/\w+\.js$/,
];

/** Without these the extension does not start, or reads nothing. */
const needed = [
	'package.json',
	'package.nls.json',
	'dist/diskThread.js',
	'dist/extension.js',
	'dist/measureThread.js',
	'dist/probeWorker.js',
	'dist/webview/index.js',
	'dist/webview/index.css',
	'media/icon.png',
	'media/probe/model.safetensors',
	'media/probe/task-fit.json',
	'media/probe/tokenizer.json',
];

/**
 * @param files of a package, relative to the project
 * @param target platform and architecture
 * @returns those that a package for this platform should not hold
 */
export function strangers(files: readonly string[], target: string): string[] {
	const wanted = [...wantedEverywhere, ...runtimeFiles(target).map(asExpression)];
	return files.filter(file => !wanted.some(pattern => pattern.test(file)));
}

/**
 * @param files of a package, relative to the project
 * @param target platform and architecture
 * @returns what it lacks: files, and patterns of the runtime's
 */
export function missing(files: readonly string[], target: string): string[] {
	return [
		...needed.filter(file => !files.includes(file)),
		...runtimeFiles(target).filter(pattern => !files.some(file => asExpression(pattern).test(file))),
	];
}

function asExpression(pattern: string): RegExp {
	return new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[\\w.-]+')}$`);
}
