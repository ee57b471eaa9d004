import { createHash } from 'node:crypto';
import { sketchVersion } from './onnx/projections';

/** Hexadecimal digits that are kept: 60 bits, which every server takes as a version's number. */
const digits = 15;

/**
 * What a service calls the version of a probe: a whole number that follows from the checkpoint's revision and the way
 * gradients are sketched. Two services of one fingerprint give the same readings.
 */
export function fingerprintOf(revision: string): string {
	const hash = createHash('sha256').update(`${revision} sketch ${sketchVersion}`).digest('hex');
	return BigInt(`0x${hash.slice(0, digits)}`).toString();
}

/** Whether a version's name can be a fingerprint: servers that know none number their versions from 1, or name them. */
export function isFingerprint(version: string): boolean {
	return /^[1-9]\d{11,18}$/u.test(version);
}
