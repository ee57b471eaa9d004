import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod/mini';

/** Options of `demoscope serve`, as its help has them. */
let known: ReadonlySet<string>;
beforeAll(async () => {
	const { stdout } = await promisify(execFile)(process.execPath, ['dist/cli.js', 'serve', '--help']);
	known = new Set(stdout.match(/--[a-z-]+/gu));
});

function optionsIn(words: readonly string[]): readonly string[] {
	return words.filter(word => word.startsWith('--'));
}

async function readYaml<T>(file: string, schema: z.ZodMiniType<T>): Promise<T> {
	return schema.parse(parse(await readFile(file, 'utf8'), { merge: true }));
}

const composeFile = z.object({
	services: z.record(
		z.string(),
		z.object({ command: z.array(z.string()), secrets: z.array(z.string()), ports: z.array(z.string()) }),
	),
});
const inferenceService = z.object({
	spec: z.object({
		predictor: z.object({
			scaleMetric: z.literal('concurrency'),
			containers: z.optional(z.array(z.object({ args: z.array(z.string()) }))),
			model: z.optional(z.object({ runtime: z.string(), protocolVersion: z.string() })),
		}),
	}),
});

describe('what is deployed', { timeout: 30_000 }, () => {
	test('the image starts the service with options that it has, and never without a token', async () => {
		const text = await readFile('deploy/container/Containerfile', 'utf8');
		const starts = text.match(/^(?:ENTRYPOINT|CMD) \[.*\]$/gmu) ?? [];
		const words = starts.map(line => z.array(z.string()).parse(JSON.parse(line.slice(line.indexOf('[')))));
		expect(words).toHaveLength(4);
		for (const option of words.flatMap(optionsIn)) {
			expect(known).toContain(option);
		}
		const entries = words.filter(([first]) => first === 'node');
		expect(entries.map(entry => entry.includes('--token-file'))).toEqual([true, true]);
	});

	test('replicas on one machine listen on loopback alone and have options that the service has', async () => {
		const { services } = await readYaml('deploy/compose/compose.yaml', composeFile);
		expect(Object.keys(services).length).toBeGreaterThan(1);
		for (const { command, secrets, ports } of Object.values(services)) {
			expect(secrets).toEqual(['demoscope_token']);
			expect(ports.every(port => port.startsWith('127.0.0.1:'))).toBe(true);
			for (const option of optionsIn(command)) {
				expect(known).toContain(option);
			}
		}
	});

	test('a cluster scales by the requests in flight', async () => {
		const serve = await readYaml('deploy/kubernetes/serve.yaml', inferenceService);
		for (const option of optionsIn(serve.spec.predictor.containers?.[0]?.args ?? [''])) {
			expect(known).toContain(option);
		}
		const triton = await readYaml('deploy/kubernetes/triton.yaml', inferenceService);
		expect(triton.spec.predictor.model).toMatchObject({ runtime: 'kserve-tritonserver', protocolVersion: 'v2' });
	});
});
