/** Writes Protocol Buffers messages (https://protobuf.dev/programming-guides/encoding): the few wire types ONNX uses. */
export class ProtobufWriter {
	private readonly chunks: Uint8Array[] = [];
	private length = 0;

	/** A signed or unsigned integer that a double holds exactly. */
	integer(field: number, value: number): this {
		this.tag(field, 0);
		this.varint(value);
		return this;
	}

	float(field: number, value: number): this {
		this.tag(field, 5);
		this.append(new Uint8Array(Float32Array.of(value).buffer));
		return this;
	}

	bytes(field: number, value: Uint8Array): this {
		this.tag(field, 2);
		this.varint(value.byteLength);
		this.append(value);
		return this;
	}

	text(field: number, value: string): this {
		return this.bytes(field, Buffer.from(value, 'utf8'));
	}

	message(field: number, value: ProtobufWriter): this {
		this.tag(field, 2);
		this.varint(value.length);
		for (const chunk of value.chunks) {
			this.append(chunk);
		}
		return this;
	}

	finish(): Uint8Array {
		return Buffer.concat(this.chunks, this.length);
	}

	private tag(field: number, wireType: number): void {
		this.varint(field * 8 + wireType);
	}

	/** Seven bits a byte, least significant first; a negative number is written in two's complement of 64 bits. */
	private varint(value: number): void {
		const encoded: number[] = [];
		let rest = BigInt.asUintN(64, BigInt(value));
		while (rest > 127n) {
			encoded.push(Number(rest & 127n) | 128);
			rest >>= 7n;
		}
		encoded.push(Number(rest));
		this.append(Uint8Array.from(encoded));
	}

	private append(chunk: Uint8Array): void {
		this.chunks.push(chunk);
		this.length += chunk.byteLength;
	}
}
