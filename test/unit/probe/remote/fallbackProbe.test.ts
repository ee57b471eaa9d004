import { expect, test } from 'vitest';
import { UserError } from '../../../../src/base/errors';
import type { ProbeModel, ReadingRequest } from '../../../../src/probe/probeModel';
import { fallbackProbe } from '../../../../src/probe/remote/fallbackProbe';
import { FakeProbe } from '../../../support/fakeProbe';

const requests: readonly ReadingRequest[] = ['one', 'two', 'three'].map(output => ({
	input: 'count',
	output,
	loss: 'completion',
	gradient: false,
}));

/** A service that reads the first request and then is gone. */
function failing(code: string): ProbeModel & { readonly calls: () => number } {
	const fake = new FakeProbe();
	let calls = 0;
	return {
		describe: () => fake.describe(),
		read: async (asked, options) => {
			calls++;
			await fake.read(asked.slice(0, 1), options);
			throw new UserError(code, 'It is gone.', 'service');
		},
		dispose: () => undefined,
		calls: () => calls,
	};
}

test('what a service has not read is read here, each once', async () => {
	const service = failing('service.unreachable');
	const local = new FakeProbe();
	const reasons: string[] = [];
	const probe = fallbackProbe(service, local, { onFallback: ({ code }) => reasons.push(code) });
	const seen: number[] = [];
	const readings = await probe.read(requests, { onReading: index => seen.push(index) });
	expect(readings).toEqual(await new FakeProbe().read(requests));
	expect(local.requests.map(({ output }) => output)).toEqual(['two', 'three']);
	expect(seen).toEqual([0, 1, 2]);
	expect(reasons).toEqual(['service.unreachable']);
});

test('the service is left alone for a while, and then tried again', async () => {
	const service = failing('service.busy');
	const patient = fallbackProbe(service, new FakeProbe(), { onFallback: () => undefined });
	await patient.read(requests);
	await patient.read(requests);
	expect(service.calls()).toBe(1);
	const hasty = fallbackProbe(service, new FakeProbe(), { onFallback: () => undefined, retryMs: 0 });
	await hasty.read(requests);
	await hasty.read(requests);
	expect(service.calls()).toBe(3);
});

test('what is no failure of the service is passed on', async () => {
	const probe = fallbackProbe(failing('probe.tokenizer'), new FakeProbe(), { onFallback: () => undefined });
	await expect(probe.read(requests)).rejects.toMatchObject({ code: 'probe.tokenizer' });
});
