import { ProtobufWriter } from './protobuf';

/** Name of a tensor in a graph. */
export type Value = string;

/** Element types of ONNX tensors (`TensorProto.DataType`). */
export const elementType = { float: 1, uint8: 2, int8: 3, int64: 7, bool: 9, float16: 10, bfloat16: 16 } as const;
export type ElementType = (typeof elementType)[keyof typeof elementType];

/** A fixed size, or the name of one that is known only when the graph runs. */
export type Dimension = number | string;

/** Integers, lists of integers, and floats, which need marking since JavaScript has one kind of number. */
export type Attribute = number | readonly number[] | { readonly float: number };
export type Attributes = Readonly<Record<string, Attribute>>;

/** The operators of ONNX Runtime that are not in the standard. */
export const contributedDomain = 'com.microsoft';

/** Bytes in a file beside the model. */
export interface ExternalData {
	readonly file: string;
	readonly offset: number;
	readonly length: number;
}

/** The kinds of constants that travel in a model. */
export type TensorData = Float32Array | BigInt64Array | Int8Array | Uint8Array;

/** What a model says of itself to those who ask (`ModelProto.metadata_props`). */
export type ModelMetadata = Readonly<Record<string, string>>;

interface Declaration {
	readonly name: string;
	readonly type: ElementType;
	readonly dimensions: readonly Dimension[];
}

/**
 * Builds one ONNX graph (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3). Node by node, in the order of
 * computation; names are made up from the scope, so that a profile reads like the model.
 */
export class GraphBuilder {
	private readonly nodes: ProtobufWriter[] = [];
	private readonly initializers: ProtobufWriter[] = [];
	private readonly inputs: Declaration[] = [];
	private readonly outputs: Declaration[] = [];
	private readonly constants = new Map<string, Value>();
	private scope = '';
	private counter = 0;
	private hasContributed = false;

	/** Names what follows. */
	enter(scope: string): void {
		this.scope = scope;
	}

	node(type: string, inputs: readonly Value[], attributes: Attributes = {}, domain = ''): Value {
		const output = this.freshName(type);
		this.add(type, inputs, [output], attributes, domain);
		return output;
	}

	/** A node with two outputs. */
	nodePair(type: string, inputs: readonly Value[], attributes: Attributes = {}, domain = ''): readonly [Value, Value] {
		const outputs = [this.freshName(type), this.freshName(type)] as const;
		this.add(type, inputs, outputs, attributes, domain);
		return outputs;
	}

	input(name: string, type: ElementType, dimensions: readonly Dimension[]): Value {
		this.inputs.push({ name, type, dimensions });
		return name;
	}

	/** Makes a value an output of the graph under a name of its own. */
	output(name: string, value: Value, type: ElementType, dimensions: readonly Dimension[]): void {
		this.add('Identity', [value], [name], {}, '');
		this.outputs.push({ name, type, dimensions });
	}

	integer(value: number): Value {
		return this.integerConstant([value], []);
	}

	integers(...values: readonly number[]): Value {
		return this.integerConstant(values, [values.length]);
	}

	float(value: number): Value {
		const key = `float ${value}`;
		return this.constant(key, () => this.tensor(this.freshName('constant'), [], Float32Array.of(value)));
	}

	/** A constant that travels in the model itself. */
	tensor(name: string, shape: readonly number[], data: TensorData): Value {
		const type = typeOf(data);
		const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
		this.initializers.push(tensorHeader(name, type, shape).bytes(9, bytes));
		return name;
	}

	/** A constant whose bytes stay in another file (`TensorProto.external_data`). */
	external(name: string, type: ElementType, shape: readonly number[], data: ExternalData): Value {
		const writer = tensorHeader(name, type, shape);
		const entries = { location: data.file, offset: String(data.offset), length: String(data.length) };
		for (const [key, value] of Object.entries(entries)) {
			writer.message(13, new ProtobufWriter().text(1, key).text(2, value));
		}
		this.initializers.push(writer.integer(14, 1));
		return name;
	}

	/** The value under this key, made at its first use. */
	constant(key: string, make: () => Value): Value {
		const known = this.constants.get(key);
		if (known !== undefined) {
			return known;
		}
		const made = make();
		this.constants.set(key, made);
		return made;
	}

	/** The model as bytes: ONNX IR 8, opset 17, and ONNX Runtime's own operators where any is used. */
	encode(metadata: ModelMetadata = {}): Uint8Array {
		const graph = new ProtobufWriter();
		for (const node of this.nodes) {
			graph.message(1, node);
		}
		graph.text(2, 'probe');
		for (const initializer of this.initializers) {
			graph.message(5, initializer);
		}
		for (const input of this.inputs) {
			graph.message(11, valueInfo(input));
		}
		for (const output of this.outputs) {
			graph.message(12, valueInfo(output));
		}
		const model = new ProtobufWriter()
			.integer(1, 8)
			.text(2, 'demoscope')
			.message(7, graph)
			.message(8, new ProtobufWriter().text(1, '').integer(2, 17));
		if (this.hasContributed) {
			model.message(8, new ProtobufWriter().text(1, contributedDomain).integer(2, 1));
		}
		for (const [key, value] of Object.entries(metadata)) {
			model.message(14, new ProtobufWriter().text(1, key).text(2, value));
		}
		return model.finish();
	}

	private integerConstant(values: readonly number[], shape: readonly number[]): Value {
		const key = `integers [${shape.join()}] ${values.join()}`;
		return this.constant(key, () => this.tensor(this.freshName('constant'), shape, BigInt64Array.from(values, BigInt)));
	}

	private freshName(kind: string): string {
		return `${this.scope}/${kind}_${this.counter++}`;
	}

	private add(
		type: string,
		inputs: readonly Value[],
		outputs: readonly Value[],
		attributes: Attributes,
		domain: string,
	): void {
		const node = new ProtobufWriter();
		for (const input of inputs) {
			node.text(1, input);
		}
		for (const output of outputs) {
			node.text(2, output);
		}
		node.text(3, outputs[0] ?? '').text(4, type);
		for (const [name, attribute] of Object.entries(attributes)) {
			node.message(5, encodeAttribute(name, attribute));
		}
		this.hasContributed ||= domain === contributedDomain;
		this.nodes.push(node.text(7, domain));
	}
}

function typeOf(data: TensorData): ElementType {
	if (data instanceof Float32Array) {
		return elementType.float;
	}
	if (data instanceof BigInt64Array) {
		return elementType.int64;
	}
	return data instanceof Int8Array ? elementType.int8 : elementType.uint8;
}

function encodeAttribute(name: string, attribute: Attribute): ProtobufWriter {
	const writer = new ProtobufWriter().text(1, name);
	if (typeof attribute === 'number') {
		return writer.integer(3, attribute).integer(20, 2);
	}
	if ('float' in attribute) {
		return writer.float(2, attribute.float).integer(20, 1);
	}
	for (const value of attribute) {
		writer.integer(8, value);
	}
	return writer.integer(20, 7);
}

function tensorHeader(name: string, type: ElementType, shape: readonly number[]): ProtobufWriter {
	const writer = new ProtobufWriter();
	for (const dimension of shape) {
		writer.integer(1, dimension);
	}
	return writer.integer(2, type).text(8, name);
}

function valueInfo({ name, type, dimensions }: Declaration): ProtobufWriter {
	const shape = new ProtobufWriter();
	for (const dimension of dimensions) {
		const writer = new ProtobufWriter();
		shape.message(1, typeof dimension === 'number' ? writer.integer(1, dimension) : writer.text(2, dimension));
	}
	const tensor = new ProtobufWriter().integer(1, type).message(2, shape);
	return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
}
