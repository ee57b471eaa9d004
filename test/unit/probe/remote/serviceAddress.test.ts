import { expect, test } from 'vitest';
import {
	checkServiceToken,
	isLocalService,
	serviceAddress,
	serviceAddresses,
} from '../../../../src/probe/remote/serviceAddress';

test.each([
	['http://127.0.0.1:8470', 'http://127.0.0.1:8470'],
	[' https://gpu.example/probe/ ', 'https://gpu.example/probe'],
	['https://GPU.example:443/v2/models/probe/infer', 'https://gpu.example'],
])('%s is %s', (text, address) => {
	expect(serviceAddress(text)).toBe(address);
});

test.each(['gpu.example', 'ftp://gpu.example', 'https://me:secret@gpu.example', 'https://gpu.example?key=secret'])(
	'%s is not taken, and what may be secret in it not repeated',
	text => {
		expect(() => serviceAddress(text)).toThrow(expect.objectContaining({ code: 'service.address' }) as Error);
		expect(() => serviceAddress(text)).not.toThrow(/secret/u);
	},
);

test('several addresses count once each', () => {
	expect(serviceAddresses('http://a:1, http://b:1/,http://a:1/')).toEqual(['http://a:1', 'http://b:1']);
});

test('knows what stays on this machine', () => {
	expect(['http://localhost:1', 'http://127.0.0.1', 'http://[::1]:5'].every(isLocalService)).toBe(true);
	expect(['http://10.0.0.1', 'https://127.0.0.1.example', 'http://localhost.example'].some(isLocalService)).toBe(false);
});

test('a token with a space is refused without being repeated', () => {
	expect(() => checkServiceToken('hunter 2')).toThrow(expect.objectContaining({ code: 'service.token' }) as Error);
	expect(() => checkServiceToken('hunter 2')).not.toThrow(/hunter/u);
});
