import type { StoredTensor } from '../checkpoint/weights';
import { elementType, type ElementType, type GraphBuilder, type Value } from './graphBuilder';

const elementTypes: ReadonlyMap<string, ElementType> = new Map([
	['F32', elementType.float],
	['F16', elementType.float16],
	['BF16', elementType.bfloat16],
]);

/** The checkpoint's parameters as values of a graph, each brought in at its first use and widened to 32 bits. */
export class Parameters {
	constructor(
		private readonly graph: GraphBuilder,
		private readonly tensors: ReadonlyMap<string, StoredTensor>,
	) {}

	/** The parameter with this name, as float32. */
	get(name: string): Value {
		return this.graph.constant(`parameter ${name}`, () => {
			const { dtype, shape, file, offset, length } = this.stored(name);
			const type = elementTypes.get(dtype);
			if (type === undefined) {
				throw new TypeError(`${name} has type ${dtype}`);
			}
			const stored = this.graph.external(name, type, shape, { file, offset, length });
			return type === elementType.float ? stored : this.graph.node('Cast', [stored], { to: elementType.float });
		});
	}

	shape(name: string): readonly number[] {
		return this.stored(name).shape;
	}

	/** Where it lies. */
	stored(name: string): StoredTensor {
		const entry = this.tensors.get(name);
		if (entry === undefined) {
			throw new RangeError(`no such parameter: ${name}`);
		}
		return entry;
	}
}
