import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCheckpoint } from '../../../../src/probe/checkpoint/checkpoint';
import { encodeSafetensors, writeTestCheckpoint, type TestParameter } from '../../../support/probeCheckpoint';
import { batchOf, loadGraph, outputOf, randomText } from '../../../support/probeGraphs';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'demoscope-checkpoint-'));
});
afterAll(async () => {
	await rm(folder, { recursive: true });
});

describe('a checkpoint folder', () => {
	test('tells its name, its parameters and its window', async () => {
		const { folder: written } = await writeTestCheckpoint(join(folder, 'a probe ü'));
		const checkpoint = await openCheckpoint(written);
		expect(checkpoint.id).toBe('a probe ü');
		// 300·24 embedding, 24 final gain, and twice 2·24 gains, 24·(32 + 16 + 16) + 32·24 attention, 3·24·40 the rest.
		expect(checkpoint.parameters).toBe(300 * 24 + 24 + 2 * (48 + 24 * 64 + 32 * 24 + 3 * 24 * 40));
		expect(checkpoint.config.window).toBe(128);
		expect(checkpoint.tokenizer.rows).toBe(300);
	});

	test('has a revision that follows from its files alone', async () => {
		const first = await writeTestCheckpoint(join(folder, 'first'), { seed: 1 });
		const same = await writeTestCheckpoint(join(folder, 'same'), { seed: 1 });
		const other = await writeTestCheckpoint(join(folder, 'other'), { seed: 2 });
		const { revision } = await openCheckpoint(first.folder);
		expect(revision).toMatch(/^[0-9a-f]{64}$/);
		expect((await openCheckpoint(same.folder)).revision).toBe(revision);
		expect((await openCheckpoint(other.folder)).revision).not.toBe(revision);
		const tokenizer = join(same.folder, 'tokenizer.json');
		await writeFile(tokenizer, `${await readFile(tokenizer, 'utf8')} `);
		expect((await openCheckpoint(same.folder)).revision).not.toBe(revision);
	});

	test('has another revision with another chat template', async () => {
		const { folder: written } = await writeTestCheckpoint(join(folder, 'template'));
		const seen = new Set<string>();
		const look = async (expected: string | undefined): Promise<void> => {
			const { revision, chatTemplate } = await openCheckpoint(written);
			expect(chatTemplate).toBe(expected);
			seen.add(revision);
		};
		await look(undefined);
		const settings = join(written, 'tokenizer_config.json');
		await writeFile(settings, JSON.stringify({ chat_template: 'one' }));
		await look('one');
		await writeFile(settings, JSON.stringify({ chat_template: [{ name: 'default', template: 'two' }] }));
		await look('two');
		await writeFile(join(written, 'chat_template.jinja'), 'three');
		await look('three');
		expect(seen.size).toBe(4);
	});

	test('can be read through a symbolic link that leaves it, as in the Hugging Face cache', async () => {
		const { folder: written } = await writeTestCheckpoint(join(folder, 'linked'));
		await mkdir(join(folder, 'blobs'));
		await rename(join(written, 'model.safetensors'), join(folder, 'blobs', 'f00d'));
		await symlink(join(folder, 'blobs', 'f00d'), join(written, 'model.safetensors'));
		const session = await loadGraph(written, { gradient: 'none' });
		const outputs = await session.run(batchOf(randomText(1, 5, 1, 300)));
		expect(outputOf(outputs, 'token_log_probs').every(Number.isFinite)).toBe(true);
	});

	test('without a file says which', async () => {
		const { folder: written } = await writeTestCheckpoint(join(folder, 'incomplete'));
		await rm(join(written, 'tokenizer.json'));
		await expect(openCheckpoint(written)).rejects.toMatchObject({
			code: 'probe.checkpoint',
			message: expect.stringContaining('tokenizer.json') as string,
		});
	});

	test('with a missing, misshapen or unknown tensor names it', async () => {
		const { folder: written, parameters } = await writeTestCheckpoint(join(folder, 'tensors'));
		const path = join(written, 'model.safetensors');
		const bias = 'model.layers.0.self_attn.q_proj.bias';
		const variants: readonly (readonly [string, ReadonlyMap<string, TestParameter>])[] = [
			['model.norm.weight', new Map([...parameters].filter(([name]) => name !== 'model.norm.weight'))],
			['model.norm.weight', new Map([...parameters, ['model.norm.weight', { shape: [2], data: new Float64Array(2) }]])],
			[bias, new Map([...parameters, [bias, { shape: [32], data: new Float64Array(32) }]])],
		];
		for (const [name, tensors] of variants) {
			await writeFile(path, encodeSafetensors(tensors, 'F32'));
			await expect(openCheckpoint(written)).rejects.toMatchObject({
				code: 'probe.weights',
				message: expect.stringContaining(name) as string,
			});
		}
	});
});
