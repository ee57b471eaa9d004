import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Chromium ships a Vulkan driver that runs on the processor, and the loader that finds it. */
const driver = 'vk_swiftshader_icd.json';

/**
 * What to add to a process's environment so that WebGPU finds SwiftShader and no other adapter. Nothing on macOS and
 * Windows, where WebGPU needs no Vulkan and every machine has an adapter.
 */
export function swiftShaderEnvironment(): Readonly<Record<string, string>> {
	if (process.platform !== 'linux') {
		return {};
	}
	const chromium = process.env['CHROMIUM'];
	const folders = [
		...(chromium === undefined ? [] : [dirname(realpathSync(chromium))]),
		'/usr/lib/chromium',
		'/usr/lib/chromium-browser',
		'/opt/google/chrome',
	];
	const folder = folders.find(folder => existsSync(join(folder, driver)));
	if (folder === undefined) {
		throw new Error(
			`${driver} of Chromium is in none of ${folders.join(', ')}: install Chromium (node test/editor/install.mjs), or leave this test out with npm test -- --skip-editor.`,
		);
	}
	return { VK_ICD_FILENAMES: join(folder, driver), LD_LIBRARY_PATH: folder, XDG_RUNTIME_DIR: '/tmp' };
}
