/** What goes into a package: the project's own part is the same everywhere, the runtime's is the platform's. */

export const targets = ['linux-x64', 'linux-arm64', 'win32-x64', 'win32-arm64', 'darwin-arm64'];

const runtime = 'node_modules/onnxruntime-node/bin/napi-v6';

/**
 * Files of ONNX Runtime that a platform needs. macOS: the package has the library twice, and the binding names the one
 * without the full version. Windows: DirectML and the shader compiler are what the `dml` and `webgpu` providers load.
 *
 * @param {string} target platform and architecture, such as `linux-x64`
 * @returns {string[]} patterns, relative to the project
 */
export function runtimeFiles(target) {
	const [platform, architecture] = target.split('-');
	const names = {
		linux: ['onnxruntime_binding.node', 'libonnxruntime.so.1'],
		darwin: ['onnxruntime_binding.node', 'libonnxruntime.1.dylib'],
		win32: ['onnxruntime_binding.node', '*.dll'],
	}[platform];
	return names.map(name => `${runtime}/${platform}/${architecture}/${name}`);
}

const wanted = [
	/^package\.json$/,
	/^package\.nls(\.[a-z-]+)?\.json$/,
	/^l10n\/bundle\.l10n\.[a-z-]+\.json$/,
	/^(README|CHANGELOG)\.md$/,
	/^LICENSE(\.txt)?$/,
	/^dist\/(chunks\/[\w-]+|webview\/index|\w+)\.(js|css)$/,
	/^media\/(icon\.(png|svg)|probe\/[\w.]+)$/,
	/^media\/walkthrough\/[\w-]+\.(md|svg|png)$/,
	/^docs\/.+\.(md|png|svg|gif)$/,
	/^schemas\/[\w.]+\.json$/,
	/^node_modules\/onnxruntime-(common|node)\/package\.json$/,
	/^node_modules\/onnxruntime-common\/dist\/cjs\/([\w-]+\.js|package\.json)$/,
	/^node_modules\/onnxruntime-node\/dist\/\w+\.js$/,
	new RegExp(`^${runtime}/\\w+/\\w+/[\\w.]+$`),
];

/**
 * @param {readonly string[]} files of a package, relative to the project
 * @returns {string[]} those that it should not hold
 */
export function strangers(files) {
	return files.filter(file => !wanted.some(pattern => pattern.test(file)));
}
