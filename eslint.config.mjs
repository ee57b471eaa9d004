import tseslint from 'typescript-eslint';

/** The levels of ARCHITECTURE.md: a folder may import those of lower levels and its own. */
const levels = [
	['base'],
	['numeric', 'text', 'protocol'],
	['demonstrations', 'probe', 'llm'],
	['metrics', 'regions', 'configuration', 'service'],
	['findings', 'synthesis'],
	['workflows'],
	['cli', 'extension'],
];

/** Outside things with one door each: everyone but the door is refused. */
const doors = [
	{ name: 'vscode', files: ['src/extension/**'] },
	{ name: 'onnxruntime-node', files: ['src/probe/process/session.ts'] },
	{ name: 'openai', files: ['src/llm/openAiClient.ts'] },
	{ name: '@huggingface/tokenizers', files: ['src/probe/tokenizer/**'] },
	{ name: '@huggingface/jinja', files: ['src/probe/chatTemplate.ts'] },
	{ name: 'fastify', files: ['src/service/server.ts'] },
	{ name: 'prom-client', files: ['src/service/metrics.ts'] },
	{ name: 'cacache', files: ['src/probe/cache/**'] },
	{
		name: 'yaml',
		files: [
			'src/demonstrations/formats/**',
			'src/configuration/readConfiguration.ts',
			'src/configuration/writeIgnored.ts',
		],
	},
	{ name: 'jsonc-parser', files: ['src/demonstrations/**'] },
	{ name: 'commander', files: ['src/cli/**'] },
	{ name: '@modelcontextprotocol/server', files: ['src/cli/mcp/**'] },
	{ name: '@vscode/webview-ui-toolkit', files: ['webview/components/toolkit.ts'] },
];

/** Node's own modules, and who may touch them; `node:crypto`, `node:zlib` and `node:path` are pure and free. */
const systemModules = {
	names: [
		'node:fs',
		'node:fs/promises',
		'node:os',
		'node:child_process',
		'node:worker_threads',
		'node:http',
		'node:net',
	],
	files: [
		'src/probe/cache/**',
		'src/probe/checkpoint/**',
		'src/probe/download/**',
		'src/probe/export/**',
		'src/probe/process/**',
		'src/service/server.ts',
		'src/workflows/measureThread.ts',
		'src/workflows/threadMeasurer.ts',
		'src/cli/**',
		'src/extension/**',
	],
};

const folders = levels.flat();

/** A file's import restrictions: every pattern that is not allowed to it. */
function restricted(folder, isAllowed) {
	const level = levels.findIndex(names => names.includes(folder));
	const banned = levels
		.flatMap((names, other) => (other > level ? names : []))
		.concat(level === levels.length - 1 ? levels[level].filter(name => name !== folder) : []);
	const patterns = banned.map(name => ({
		regex: `^(\\.\\./)+${name}(/|$)`,
		message: `src/${folder} may not import src/${name}: imports point down the levels of ARCHITECTURE.md.`,
	}));
	if (['metrics', 'regions', 'findings'].includes(folder)) {
		patterns.push(
			{ regex: '^(\\.\\./)+probe/(?!probeModel$)', message: 'Of the probe only its interface is known here.' },
			{ regex: '^(\\.\\./)+llm/(?!chatModel$)', message: 'Of language models only the interface is known here.' },
		);
	}
	const paths = doors
		.filter(door => !isAllowed(door.files))
		.map(({ name, files }) => ({ name, message: `Only ${files.join(', ')} may import ${name}.` }));
	if (!isAllowed(systemModules.files)) {
		paths.push(
			...systemModules.names.map(name => ({ name, message: 'The core touches no system: take it as a parameter.' })),
		);
	}
	return { 'no-restricted-imports': ['error', { patterns, paths }] };
}

/** One block per folder, and one more per file or folder with a door of its own, which replaces the former. */
const layers = folders.flatMap(folder => {
	const own = `src/${folder}/**`;
	const special = [...doors, systemModules]
		.flatMap(({ files }) => files)
		.filter(file => file.startsWith(`src/${folder}/`) && file !== own)
		// A later block replaces an earlier one: a single file's comes last.
		.sort((a, b) => Number(b.endsWith('**')) - Number(a.endsWith('**')));
	const allowedIn = place => files =>
		files.some(file => file === own || file === place || place.startsWith(file.replace(/\*\*$/, '')));
	return [own, ...new Set(special)].map(place => ({
		files: [place.endsWith('**') ? `${place}/*.ts` : place],
		rules: restricted(folder, allowedIn(place)),
	}));
});

export default tseslint.config(
	{ ignores: ['dist/', 'out/', 'node_modules/', '.vscode-rig/', '.vscode-test/', 'examples/', 'test/fixtures/'] },
	...tseslint.configs.strictTypeChecked.map(config => ({ ...config, files: ['**/*.ts'] })),
	{
		files: ['**/*.ts'],
		languageOptions: {
			parserOptions: { project: ['./tsconfig.json', './webview/tsconfig.json', './test/tsconfig.json'] },
		},
		rules: {
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
			'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
			'no-console': 'error',
			eqeqeq: 'error',
		},
	},
	...layers,
	{
		files: ['src/**/*.ts'],
		rules: { '@typescript-eslint/explicit-module-boundary-types': 'error' },
	},
	{
		files: ['webview/**/*.ts'],
		rules: {
			// Lit calls event listeners with the component as `this`.
			'@typescript-eslint/unbound-method': 'off',
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{ regex: 'src/(?!base/|protocol/)', message: 'The page knows src/base and src/protocol only.' },
						{ regex: '^node:', message: 'The page has no Node.' },
					],
					paths: [{ name: '@vscode/webview-ui-toolkit', message: 'Only webview/components/toolkit.ts may import it.' }],
				},
			],
		},
	},
	{
		files: ['webview/components/toolkit.ts'],
		rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: 'src/', message: 'Controls know no data.' }] }] },
	},
	{
		files: ['test/**/*.ts', 'bench/**/*.ts', 'tools/**/*.ts'],
		rules: { 'no-restricted-imports': 'off', 'no-console': 'off' },
	},
);
