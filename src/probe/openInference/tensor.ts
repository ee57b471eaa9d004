import * as l10n from '@vscode/l10n';
import { malformed } from './malformed';

/** A named array of numbers, row by row. Of the protocol's data types these two are spoken here. */
export type Tensor = Int64Tensor | Float32Tensor;

interface TensorShape {
	readonly name: string;
	readonly shape: readonly number[];
}

export interface Int64Tensor extends TensorShape {
	readonly datatype: 'INT64';
	readonly data: BigInt64Array;
}

export interface Float32Tensor extends TensorShape {
	readonly datatype: 'FP32';
	readonly data: Float32Array;
}

const elementBytes = { INT64: 8, FP32: 4 } as const;

export function isDatatype(datatype: string): datatype is Tensor['datatype'] {
	return Object.hasOwn(elementBytes, datatype);
}

/** The entries of a shape. */
export function sizeOfShape(shape: readonly number[]): number {
	return shape.reduce((product, size) => product * size, 1);
}

/** @returns the bytes of a tensor in the binary extension: little-endian, without gaps */
export function bytesOfTensor({ data }: Pick<Tensor, 'data'>): Uint8Array {
	return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

export function binarySize(datatype: Tensor['datatype'], shape: readonly number[]): number {
	return elementBytes[datatype] * sizeOfShape(shape);
}

/**
 * A tensor from its little-endian bytes.
 *
 * @throws {MalformedMessage} the bytes are not as many as the shape has room for
 */
export function tensorOfBytes(
	{ name, datatype, shape }: Pick<Tensor, 'name' | 'datatype' | 'shape'>,
	bytes: Uint8Array,
): Tensor {
	const expected = binarySize(datatype, shape);
	if (bytes.byteLength !== expected) {
		throw malformed(
			l10n.t(
				'{0} has {1} bytes, and {2} [{3}] takes {4}.',
				quoted(name),
				bytes.byteLength,
				datatype,
				shape.join(', '),
				expected,
			),
		);
	}
	// Copied, since numbers have to start at a multiple of their size.
	const { buffer } = Uint8Array.from(bytes);
	return datatype === 'INT64'
		? { name, datatype, shape, data: new BigInt64Array(buffer) }
		: { name, datatype, shape, data: new Float32Array(buffer) };
}

/**
 * A tensor from JSON: its numbers in one array or in arrays within arrays, as the shape says.
 *
 * @throws {MalformedMessage} they are not as many as the shape has room for, or one of them does not fit the type
 */
export function tensorOfJson(
	{ name, datatype, shape }: Pick<Tensor, 'name' | 'datatype' | 'shape'>,
	data: unknown,
): Tensor {
	const numbers: number[] = [];
	const size = sizeOfShape(shape);
	collect(data, shape.length, numbers, size);
	if (numbers.length !== size) {
		throw malformed(
			l10n.t('{0} has {1} numbers, and [{2}] takes {3}.', quoted(name), numbers.length, shape.join(', '), size),
		);
	}
	if (datatype === 'FP32') {
		const values = Float32Array.from(numbers);
		if (!values.every(Number.isFinite)) {
			throw malformed(l10n.t('{0} has a number that FP32 cannot hold.', quoted(name)));
		}
		return { name, datatype, shape, data: values };
	}
	if (!numbers.every(Number.isSafeInteger)) {
		throw malformed(l10n.t('{0} has a number that is no whole number.', quoted(name)));
	}
	return { name, datatype, shape, data: BigInt64Array.from(numbers, BigInt) };
}

/** Goes no deeper than the shape, and stops at the first number too many. */
function collect(data: unknown, depth: number, into: number[], most: number): void {
	if (!Array.isArray(data)) {
		throw malformed(l10n.t('The data of a tensor is an array of numbers.'));
	}
	for (const item of data) {
		if (typeof item === 'number') {
			if (into.length === most) {
				throw malformed(l10n.t('A tensor has more than the {0} numbers of its shape.', most));
			}
			into.push(item);
		} else if (depth > 1) {
			collect(item, depth - 1, into, most);
		} else {
			throw malformed(l10n.t('The data of a tensor is an array of numbers.'));
		}
	}
}

/** A name from outside, short and with nothing in it that could act on a terminal. */
export function quoted(name: string): string {
	return `'${name.replace(/[^\w.\- ]/gu, '?').slice(0, 40)}'`;
}
