import { expect, test } from 'vitest';
import { endpointAddress, endpointPresets, isLocal, isOpenAi, keyFromEnvironment } from '../../../src/llm/endpoint';

test.each([
	[' http://127.0.0.1:8000/v1/ ', 'http://127.0.0.1:8000/v1'],
	['HTTPS://API.OpenAI.com/v1/chat/completions', 'https://api.openai.com/v1'],
	['http://localhost:1234', 'http://localhost:1234'],
])('%s is the endpoint %s', (written, address) => {
	expect(endpointAddress(written)).toBe(address);
});

test.each(['', 'localhost:8000', 'file:///etc/passwd', 'http://me:secret@host/v1', 'http://host/v1?key=secret'])(
	'%s is refused without being repeated',
	written => {
		expect(() => endpointAddress(written)).toThrow(
			expect.objectContaining({ code: 'llm.address', message: expect.not.stringContaining('secret') as unknown }),
		);
	},
);

test('presets are addresses in that form', () => {
	expect(endpointPresets().map(({ address }) => endpointAddress(address))).toEqual(
		endpointPresets().map(({ address }) => address),
	);
});

test('the key of OpenAI is shown to nobody else', () => {
	const environment = { OPENAI_API_KEY: 'theirs' };
	expect(keyFromEnvironment('https://api.openai.com/v1', environment)).toBe('theirs');
	for (const other of [
		'http://api.openai.com/v1',
		'https://api.openai.com.example.org/v1',
		'http://127.0.0.1:8000/v1',
	]) {
		expect(isOpenAi(other)).toBe(false);
		expect(keyFromEnvironment(other, environment)).toBeUndefined();
	}
	expect(keyFromEnvironment('http://127.0.0.1:8000/v1', { ...environment, DEMOSCOPE_LLM_KEY: 'ours' })).toBe('ours');
	expect(keyFromEnvironment('https://api.openai.com/v1', { ...environment, DEMOSCOPE_LLM_KEY: '' })).toBe('theirs');
});

test('knows what stays on the machine', () => {
	expect(['http://127.0.0.1:1/v1', 'http://localhost/v1', 'http://[::1]:8000/v1'].every(isLocal)).toBe(true);
	expect(['http://127.0.0.1.example.org/v1', 'http://10.0.0.7/v1', 'https://api.openai.com/v1'].some(isLocal)).toBe(
		false,
	);
});
