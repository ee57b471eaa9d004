import * as l10n from '@vscode/l10n';
import type { FileHandle } from 'node:fs/promises';
import * as z from 'zod/mini';
import { UserError } from '../../base/errors';

/** A tensor of a safetensors file. */
export interface TensorEntry {
	readonly dtype: string;
	readonly shape: readonly number[];
	/** Bytes from the beginning of the file. */
	readonly offset: number;
	/** Bytes. */
	readonly length: number;
}

/** Bytes. A 0.5B checkpoint's header takes 33 kB. */
const longestHeader = 16 * 1024 * 1024;
const mostTensors = 20_000;
const highestRank = 8;

const bytesPerElement: ReadonlyMap<string, number> = new Map([
	['BOOL', 1],
	['U8', 1],
	['I8', 1],
	['F8_E4M3', 1],
	['F8_E5M2', 1],
	['U16', 2],
	['I16', 2],
	['F16', 2],
	['BF16', 2],
	['U32', 4],
	['I32', 4],
	['F32', 4],
	['U64', 8],
	['I64', 8],
	['F64', 8],
]);

const count = z.int().check(z.nonnegative());
const entrySchema = z.object({
	dtype: z.string().check(z.maxLength(16)),
	shape: z.array(count).check(z.maxLength(highestRank)),
	data_offsets: z.tuple([count, count]),
});

/**
 * Reads the header of a safetensors file (https://github.com/huggingface/safetensors, "Format"): eight bytes of
 * header length, a JSON object of tensors, then their data. Nothing in it is trusted: every length is bounded before
 * memory is taken for it, and every tensor lies in the file, fits its shape and overlaps no other.
 *
 * @param name the file's, for messages
 * @throws {UserError} `probe.weights`
 */
export async function readSafetensorsHeader(file: FileHandle, name: string): Promise<ReadonlyMap<string, TensorEntry>> {
	try {
		return await readHeader(file);
	} catch (error) {
		throw error instanceof Defect
			? new UserError(
					'probe.weights',
					l10n.t("The probe's {0} cannot be used: {1}. Download the checkpoint again.", name, error.message),
				)
			: error;
	}
}

/** How the small text file begins that Git keeps where LFS has not fetched the large one. */
const pointerBeginning = 'version ';

/** Something wrong with a file. */
class Defect extends Error {}

async function readHeader(file: FileHandle): Promise<ReadonlyMap<string, TensorEntry>> {
	const fileSize = (await file.stat()).size;
	const beginning = await readBytes(file, 8, 0);
	if (beginning.toString('latin1') === pointerBeginning) {
		throw new Defect(l10n.t('it is a Git LFS pointer in place of the weights (`git lfs pull` fetches them)'));
	}
	const headerLength = Number(beginning.readBigUInt64LE());
	if (headerLength > longestHeader || headerLength > fileSize - 8) {
		throw new Defect(l10n.t('its header claims {0} bytes', headerLength));
	}
	const header = parseHeader((await readBytes(file, headerLength, 8)).toString('utf8'));
	const dataStart = 8 + headerLength;
	const tensors = new Map<string, TensorEntry>();
	for (const [name, value] of Object.entries(header)) {
		if (name !== '__metadata__') {
			tensors.set(name, readEntry(name, value, dataStart, fileSize));
		}
	}
	checkOverlap(tensors);
	return tensors;
}

async function readBytes(file: FileHandle, length: number, position: number): Promise<Buffer> {
	const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
	if (bytesRead < length) {
		throw new Defect(l10n.t('it ends within its header'));
	}
	return buffer;
}

function parseHeader(text: string): object {
	let header: unknown;
	try {
		header = JSON.parse(text);
	} catch {
		throw new Defect(l10n.t('its header is not JSON'));
	}
	if (typeof header !== 'object' || header === null || Array.isArray(header)) {
		throw new Defect(l10n.t('its header is not a JSON object'));
	}
	if (Object.keys(header).length > mostTensors) {
		throw new Defect(l10n.t('it holds more than {0} tensors', mostTensors));
	}
	return header;
}

function readEntry(name: string, value: unknown, dataStart: number, fileSize: number): TensorEntry {
	const label = JSON.stringify(name.slice(0, 100));
	const parsed = entrySchema.safeParse(value);
	if (!parsed.success) {
		throw new Defect(l10n.t('tensor {0} is described wrongly', label));
	}
	const { dtype, shape, data_offsets } = parsed.data;
	const elementSize = bytesPerElement.get(dtype);
	if (elementSize === undefined) {
		throw new Defect(l10n.t('tensor {0} has the unknown type {1}', label, JSON.stringify(dtype)));
	}
	const [begin, end] = data_offsets;
	if (begin > end || end > fileSize - dataStart) {
		throw new Defect(l10n.t('tensor {0} lies outside the file', label));
	}
	const length = end - begin;
	if (shape.reduce((product, dimension) => product * dimension, elementSize) !== length) {
		throw new Defect(l10n.t('tensor {0} takes {1} bytes, which is not what its shape needs', label, length));
	}
	return { dtype, shape, offset: dataStart + begin, length };
}

function checkOverlap(tensors: ReadonlyMap<string, TensorEntry>): void {
	const ordered = [...tensors].sort(([, a], [, b]) => a.offset - b.offset);
	let end = 0;
	for (const [name, { offset, length }] of ordered) {
		if (offset < end && length > 0) {
			throw new Defect(l10n.t('tensor {0} overlaps another', JSON.stringify(name.slice(0, 100))));
		}
		end = Math.max(end, offset + length);
	}
}
